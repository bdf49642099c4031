import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * Quotes gas at nothing on every network of this suite, for it costs nothing there. By itself the embedded chain asks for 1 gwei and Besu
 * for what recent blocks suggest; a wallet that trusts such a quote and holds no native coin could not send.
 */
const freeGas: HardhatPlugin = {
  id: "ropenet-free-gas",
  hookHandlers: {
    network: async () => ({
      default: async () => ({
        onRequest: async (context, connection, request, next) => {
          const quote = request.method === "eth_gasPrice" || request.method === "eth_maxPriorityFeePerGas";
          if (!quote) return next(context, connection, request);
          return { jsonrpc: "2.0", id: request.id, result: "0x0" };
        },
      }),
    }),
  },
};

export default freeGas;
