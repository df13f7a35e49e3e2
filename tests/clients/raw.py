# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT

# A client that is no JavaScript: raw.py ENDPOINT prints what it received as one JSON line.
# It offers permessage-deflate, which a server may decline.

import asyncio
import json
import sys

import websockets


async def main(endpoint):
    async with websockets.connect(f"{endpoint}/websocket?vsn=2.0.0") as socket:
        received = []

        async def ask(message):
            await socket.send(message if isinstance(message, bytes) else json.dumps(message))
            answer = await asyncio.wait_for(socket.recv(), 15)
            received.append(answer.hex() if isinstance(answer, bytes) else json.loads(answer))

        await ask(["1", "1", "room:py", "phx_join", {}])
        await ask(["1", "2", "room:py", "echo", {"py": "日本"}])
        await ask([None, "3", "phoenix", "heartbeat", {}])
        topic, event = b"room:py", b"bin"
        await ask(bytes([0, 1, 1, len(topic), len(event)]) + b"14" + topic + event + b"\x01\xff")
        print(json.dumps(received, ensure_ascii=False))


asyncio.run(main(sys.argv[1]))
