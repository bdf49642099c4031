/** Decoded arguments as plain JSON values with stable keys. */
import { Result } from "ethers";
import type { Decoded, Parameter } from "./abi.ts";

function plain(parameter: Parameter, value: unknown): unknown {
  const { type, components } = parameter;
  if (type.endsWith("[]")) {
    const of = { ...parameter, type: type.slice(0, -2) };
    return [...(value as Result)].map((each) => plain(of, each));
  }
  if (type === "tuple") {
    return Object.fromEntries(
      (components ?? []).map((field, index) => [field.name, plain(field, (value as Result)[index])]),
    );
  }
  return value instanceof Result ? value.toArray() : value;
}

/** The arguments by name; those without a name by position. */
export const plainArguments = ({ item, args }: Decoded): Record<string, unknown> =>
  Object.fromEntries(item.inputs.map((input, index) => [input.name || String(index), plain(input, args[index])]));
