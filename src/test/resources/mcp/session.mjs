// Asks a service about a delivery with the client library of the protocol: URL AUTHORIZATION DELIVERY.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, authorization, delivery] = process.argv.slice(2);
const headers = { Authorization: authorization };
const client = new Client({ name: "test", version: "1" });
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
await client.connect(transport);

async function answer(name, args) {
  const result = await client.callTool({ name, arguments: args });
  check(!result.isError, JSON.stringify(result));
  return JSON.parse(result.content[0].text);
}

function check(good, what) {
  if (!good) {
    throw new Error("wrong: " + what);
  }
}

check(client.getServerVersion().name === "carillon", "the name");
check(client.getInstructions().includes("explain_object"), "the instructions");
const tools = (await client.listTools()).tools;
check(tools.find(tool => tool.name === "search").annotations.readOnlyHint === true, "an annotation");
const hits = await answer("search", { q: delivery });
check(hits.items.length === 1 && hits.items[0].id === delivery, "the hit");
const attempts = await answer("list_attempts", { delivery });
const refused = await client.callTool({ name: "list_attempts", arguments: { delivery: "dl_0" } });
check(refused.isError && refused.content[0].text.includes("There is no delivery dl_0."), "the problem");
await client.ping();
await client.close();
console.log(transport.protocolVersion, tools.length, attempts.items[0].explanation);
