// The limit set by WebSockets: a bare `ws` server that hands what is posted to the sockets of two people, and does nothing else.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** A message as the product gives it to its recipient, with MARK for its text. */
const [before, after] = process.argv[2]!.split('MARK') as [string, string];
const sockets = new Map<string, WebSocket>();
let number = 0;
const server = http.createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    if (request.method === 'GET') {
      response.end(String(process.memoryUsage().heapUsed));
      return;
    }
    const { from, to, body } = JSON.parse(text) as { from: string; to: string; body: string };
    number += 1;
    const message = before + body + after;
    const frame = `{"type":"updates","events":[{"number":${number},"type":"message.sent","message":${message},"unread":{"conversation":1,"total":1}}],"number":${number}}`;
    sockets.get(to)!.send(frame);
    sockets.get(from)!.send(frame.replace('"mine":false', '"mine":true'));
    response.writeHead(201, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(message),
    });
    response.end(message);
  });
});
const live = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 16 * 1_024 });
live.on('connection', (socket, request) => {
  sockets.set(request.url!.slice(2), socket);
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    if ((JSON.parse(data.toString('utf8')) as { type: string }).type === 'ping') socket.send('{"type":"pong"}');
  });
  socket.send('{"type":"hello","number":0,"accountId":""}');
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
