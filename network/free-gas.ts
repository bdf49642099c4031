import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * Makes the embedded chain quote gas as Besu with `zeroBaseFee` does. By itself it asks for 1 gwei, and a wallet that trusts
 * the quote and holds no native coin could not send.
 */
const freeGas: HardhatPlugin = {
  id: "ropenet-free-gas",
  hookHandlers: {
    network: async () => ({
      default: async () => ({
        onRequest: async (context, connection, request, next) => {
          const quote = request.method === "eth_gasPrice" || request.method === "eth_maxPriorityFeePerGas";
          if (!quote || connection.networkConfig.type !== "edr-simulated") return next(context, connection, request);
          return { jsonrpc: "2.0", id: request.id, result: "0x0" };
        },
      }),
    }),
  },
};

export default freeGas;
