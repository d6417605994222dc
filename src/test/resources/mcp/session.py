"""Asks a service about a delivery with the client library of the protocol: URL KEY DELIVERY, in each way to begin."""
import asyncio
import json
import sys

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

url, key, delivery = sys.argv[1:]


async def session(mode, version):
    headers = {"Authorization": "Bearer " + key}
    async with httpx2.AsyncClient(headers=headers) as http:
        async with Client(streamable_http_client(url, http_client=http), mode=mode) as client:
            assert client.protocol_version == version, client.protocol_version
            assert client.server_info.name == "carillon", client.server_info
            assert "explain_object" in client.instructions, client.instructions
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert tools["search"].annotations.read_only_hint is True, tools["search"]
            assert tools["redeliver"].annotations.destructive_hint is True, tools["redeliver"]
            hits = await answer(client, "search", {"q": delivery})
            assert [hit["id"] for hit in hits["items"]] == [delivery], hits
            attempts = await answer(client, "list_attempts", {"delivery": delivery})
            refused = await client.call_tool("list_attempts", {"delivery": "dl_0"})
            assert refused.is_error and "There is no delivery dl_0." in refused.content[0].text, refused
            print(version, len(tools), attempts["items"][0]["explanation"])


async def answer(client, tool, arguments):
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    return json.loads(result.content[0].text)


asyncio.run(session("auto", "2026-07-28"))
asyncio.run(session("legacy", "2025-11-25"))
