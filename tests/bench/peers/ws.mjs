// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// The fan-out of the benchmark on ws: each text goes to every client. Prints `listening PORT`.
import { WebSocketServer } from "ws"

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false, backlog: 4096 })
server.on("connection", socket => {
  socket.on("error", () => {})
  socket.on("message", data => {
    const text = data.toString()
    for (const client of server.clients) client.send(text)
  })
})
server.on("listening", () => console.log(`listening ${server.address().port}`))
process.stdin.on("end", () => process.exit(0)).resume()
