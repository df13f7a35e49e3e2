// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// The fan-out of the benchmark on Socket.IO: one room, each message goes to all of it. Prints `listening PORT`.
import { createServer } from "node:http"
import { Server } from "socket.io"

const http = createServer()
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false })
io.on("connection", socket => {
  socket.join("bench")
  socket.on("message", payload => io.to("bench").emit("message", payload))
})
http.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => console.log(`listening ${http.address().port}`))
process.stdin.on("end", () => process.exit(0)).resume()
