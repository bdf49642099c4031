import { deployables, type Report } from "./sources.ts";

const CODE_LIMIT = 24_576; // EIP-170
const INITCODE_LIMIT = 49_152; // EIP-3860

const bytes = (hex: string): number => (hex.length - 2) / 2;

/** Every deployable fits any EVM chain as it is. */
export function sizes(): Report {
  const measured = deployables()
    .map(({ contractName, bytecode, deployedBytecode }) => ({
      contractName,
      code: bytes(deployedBytecode),
      initcode: bytes(bytecode),
    }))
    .sort((a, b) => b.code - a.code);
  const problems = measured
    .filter(({ code, initcode }) => code >= CODE_LIMIT || initcode >= INITCODE_LIMIT)
    .map(
      ({ contractName, code, initcode }) =>
        `${contractName}: code ${code} of ${CODE_LIMIT} bytes, initcode ${initcode} of ${INITCODE_LIMIT}`,
    );
  const largest = measured.slice(0, 5).map(({ contractName, code }) => `${contractName} ${code}`);
  return { problems, note: `largest of ${measured.length}: ${largest.join(", ")}` };
}
