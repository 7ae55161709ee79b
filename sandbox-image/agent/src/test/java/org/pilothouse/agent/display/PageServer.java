package org.pilothouse.agent.display;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A web server for a test's pages: answers each request line's target with a page. */
final class PageServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final UnaryOperator<String> page;

    /**
     * @param page HTML for a path and query
     */
    PageServer(UnaryOperator<String> page) throws IOException {
        this.page = page;
        Thread.ofVirtual().name("pages").start(this::accept);
    }

    String address(String path) {
        return "http://127.0.0.1:" + listening.getLocalPort() + path;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String request = in.readLine();
            if (request == null) {
                return; // browsers open connections in advance
            }
            byte[] body = page.apply(request.split(" ", 3)[1]).getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
        } catch (IOException e) {
            // the browser did not want it any more
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
