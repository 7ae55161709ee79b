package org.pilothouse.agent.deck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A program that speaks HTTP: it answers with the request as it came, header names in lower case. */
final class EchoProgram implements AutoCloseable {
    private final ServerSocket listener;

    EchoProgram() throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                answer(socket);
            } catch (IOException e) {
                // the test has ended
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder seen = new StringBuilder(in.readLine().replace(" HTTP/1.1", "")).append('\n');
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            seen.append(name).append(line.substring(colon)).append('\n');
            if (name.equals("content-length")) {
                length = Integer.parseInt(line.substring(colon + 1).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            seen.append((char) in.read());
        }
        byte[] body = seen.toString().getBytes(StandardCharsets.ISO_8859_1);
        String head = "HTTP/1.1 207 Multi\r\nContent-Length: " + body.length
                + "\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Hop: 1\r\nConnection: close, X-Hop\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
