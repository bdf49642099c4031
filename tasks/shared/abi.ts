/** The suite's ABIs as one dictionary: what a log, an error or an order's call means. */
import { AbiCoder, type BytesLike, dataSlice, id, Interface, type Log, type Result } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { type ContractName, contractNames, solidityName } from "../../deploy/contracts.ts";
import type { Suite } from "../../deploy/suite.ts";

export interface Parameter {
  name: string;
  type: string;
  internalType?: string;
  components?: Parameter[];
}

/** A function, event or error as the compiler describes it. */
export interface Item {
  type: string;
  name: string;
  inputs: Parameter[];
}

/** Something decoded: its contract, name, and arguments in order. */
export interface Decoded {
  contract: string;
  item: Item;
  args: Result;
}

interface Book {
  contract: string;
  name: ContractName;
  address: string;
  items: Item[];
  interface: Interface;
}

const signatureOf = (item: Item): string => `${item.name}(${item.inputs.map(typeOf).join(",")})`;

function typeOf({ type, components }: Parameter): string {
  if (!type.startsWith("tuple")) return type;
  return `(${(components ?? []).map(typeOf).join(",")})${type.slice("tuple".length)}`;
}

export class Dictionary {
  readonly #books: Book[];
  readonly #errors = new Map<string, { contract: string; item: Item }>();

  private constructor(books: Book[]) {
    this.#books = books;
    for (const { contract, items } of books) {
      for (const item of items) {
        if (item.type !== "error") continue;
        const selector = id(signatureOf(item)).slice(0, 10);
        if (!this.#errors.has(selector)) this.#errors.set(selector, { contract, item });
      }
    }
  }

  static async read(hre: HardhatRuntimeEnvironment, suite: Suite): Promise<Dictionary> {
    const books = contractNames.map(async (name): Promise<Book> => {
      const { abi } = await hre.artifacts.readArtifact(solidityName(name));
      const items = (abi as Partial<Item>[]).filter((item): item is Item => item.name !== undefined);
      const address = await suite[name].getAddress();
      return { contract: solidityName(name), name, address, items, interface: suite[name].interface };
    });
    return new Dictionary(await Promise.all(books));
  }

  /** A contract of the suite by its address. */
  contractAt(address: string): string | undefined {
    return this.#books.find((book) => book.address === address)?.contract;
  }

  addressOf(contract: string): string | undefined {
    return this.#books.find((book) => book.contract.toLowerCase() === contract.toLowerCase())?.address;
  }

  interfaceOf(contract: string): Interface | undefined {
    return this.#books.find((book) => book.contract.toLowerCase() === contract.toLowerCase())?.interface;
  }

  /** The function that a selector stands for. */
  functionOf(selector: string): string | undefined {
    for (const { interface: abi } of this.#books) {
      const found = abi.getFunction(selector);
      if (found !== null) return found.name;
    }
    return undefined;
  }

  /** A log of one of the suite's contracts. */
  event(log: Pick<Log, "address" | "topics" | "data">): Decoded | undefined {
    const book = this.#books.find(({ address }) => address === log.address);
    const parsed = book?.interface.parseLog(log);
    if (!book || !parsed) return undefined;
    const item = book.items.find((each) => each.type === "event" && signatureOf(each) === parsed.signature);
    return item && { contract: book.contract, item, args: parsed.args };
  }

  /** What a contract said when it refused. */
  error(data: BytesLike): Decoded | undefined {
    const found = this.#errors.get(dataSlice(data, 0, 4));
    if (found === undefined) return undefined;
    const args = AbiCoder.defaultAbiCoder().decode(found.item.inputs.map(typeOf), dataSlice(data, 4));
    return { ...found, args };
  }

  /** A call of one of the suite's contracts. */
  call(target: string, data: string): Decoded | undefined {
    const book = this.#books.find(({ address }) => address === target);
    const parsed = book?.interface.parseTransaction({ data });
    if (!book || !parsed) return undefined;
    const item = book.items.find((each) => each.type === "function" && signatureOf(each) === parsed.signature);
    return item && { contract: book.contract, item, args: parsed.args };
  }

  /** All errors that the suite's contracts can give. */
  errors(): { contract: string; item: Item }[] {
    return [...this.#errors.values()];
  }

  /** All events of the suite's contracts. */
  events(): { contract: string; item: Item }[] {
    return this.#books.flatMap(({ contract, items }) =>
      items.filter(({ type }) => type === "event").map((item) => ({ contract, item })),
    );
  }
}
