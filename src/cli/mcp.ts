import { InputError } from "../base/errors.js";
import { SOFTWARE } from "../report/words/software.js";
import type { AddCommand } from "./io.js";
import { callTool } from "./mcp/call.js";
import { toolsOf } from "./mcp/tools.js";

const INSTRUCTIONS =
  "Meta-analysis of diagnostic test accuracy. Every result may begin with warnings: repeat them beside the numbers. " +
  "Never report a pooled value of a fit that did not converge. A table that was reconstructed with status other than " +
  '"unique" is one of several that fit the printed numbers.';

async function libraryOf() {
  try {
    const [{ Server }, { StdioServerTransport }, types] = await Promise.all([
      import("@modelcontextprotocol/sdk/server/index.js"),
      import("@modelcontextprotocol/sdk/server/stdio.js"),
      import("@modelcontextprotocol/sdk/types.js"),
    ]);
    return { Server, StdioServerTransport, ...types };
  } catch {
    throw new InputError("missing-package", "dta mcp needs the package @modelcontextprotocol/sdk: npm install it.", {
      where: "dta mcp",
      wanted: "@modelcontextprotocol/sdk",
    });
  }
}

/**
 * `dta mcp`: a Model Context Protocol server on standard input and output, its tools the commands to offer. It reads the files
 * that the client names and no others, and uses no network.
 */
export function mcpCommand(commandsToOffer: () => Promise<readonly AddCommand[]>): AddCommand {
  return (program, { io }) => {
    program
      .command("mcp")
      .description("serve the commands to an assistant by the Model Context Protocol, on standard input and output")
      .action(async () => {
        const { Server, StdioServerTransport, CallToolRequestSchema, ListToolsRequestSchema } = await libraryOf();
        const commands = await commandsToOffer();
        const tools = toolsOf(commands);
        const server = new Server(
          { name: "dta-meta", version: SOFTWARE.version },
          { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
        );
        server.setRequestHandler(ListToolsRequestSchema, () => ({
          tools: tools.map(({ name, description, inputSchema }) => ({
            name,
            description,
            inputSchema: { ...inputSchema, required: [...inputSchema.required] },
          })),
        }));
        server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
          const tool = tools.find(({ name }) => name === params.name);
          if (tool === undefined) {
            const known = tools.map(({ name }) => name).join(", ");
            return {
              content: [{ type: "text" as const, text: `there is no tool "${params.name}"; there are ${known}.` }],
              isError: true,
            };
          }
          const unknown = Object.keys(params.arguments ?? {}).find((name) => !(name in tool.inputSchema.properties));
          if (unknown !== undefined) {
            const known = Object.keys(tool.inputSchema.properties).join(", ");
            return {
              content: [{ type: "text" as const, text: `${tool.name} takes no "${unknown}"; it takes ${known}.` }],
              isError: true,
            };
          }
          return { ...(await callTool(tool, params.arguments ?? {}, io, commands)) };
        });
        const transport = new StdioServerTransport();
        const closed = new Promise<void>((done) => {
          server.onclose = done;
        });
        process.stdin.once("end", () => void server.close());
        await server.connect(transport);
        await closed;
      });
  };
}
