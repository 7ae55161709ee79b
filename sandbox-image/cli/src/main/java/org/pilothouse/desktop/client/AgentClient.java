package org.pilothouse.desktop.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, one connection. By hand and not with a library, as the command line's start is most of what it costs:
 * an HTTP client would double it.
 */
public final class AgentClient {
    private final Address address;
    private final Supplier<String> token;

    /**
     * @param token read for each request; empty where there is none
     */
    public AgentClient(Address address, Supplier<String> token) {
        this.address = address;
        this.token = token;
    }

    /** With the address and token that the environment names. */
    public static AgentClient of(Map<String, String> environment) {
        return new AgentClient(Address.of(environment), () -> token(environment));
    }

    public Address address() {
        return address;
    }

    /**
     * @param target path and query
     * @param body JSON, or null for none
     * @throws IOException where the agent cannot be reached or does not speak HTTP
     */
    public Reply send(String method, String target, byte @Nullable [] body) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.host())
                .append("\r\nConnection: close\r\n");
        String proof = token.get();
        if (!proof.isEmpty()) {
            head.append("Authorization: Bearer ").append(proof).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n\r\n");
        try (SocketChannel channel = connect()) {
            write(channel, head.toString().getBytes(StandardCharsets.ISO_8859_1));
            if (body != null) {
                write(channel, body);
            }
            InputStream in = Channels.newInputStream(channel);
            return Reply.read(in);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketAddress socket = address.socket();
        if (socket instanceof UnixDomainSocketAddress unix) {
            if (!Files.exists(unix.getPath())) {
                throw new UnreachableException("the agent does not listen at " + address
                        + "; a sandbox has an API only where PILOTHOUSE_API_LISTEN says so");
            }
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            return connected(channel, socket);
        }
        return connected(SocketChannel.open(), socket);
    }

    private SocketChannel connected(SocketChannel channel, SocketAddress socket) throws IOException {
        try {
            channel.connect(socket);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new UnreachableException("the agent does not answer at " + address + ": " + e.getMessage());
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String token(Map<String, String> environment) {
        String given = environment.getOrDefault("PILOTHOUSE_API_TOKEN", "");
        if (!given.isBlank()) {
            return given;
        }
        String named = environment.getOrDefault("PILOTHOUSE_API_TOKEN_FILE", "");
        Path file = named.isBlank()
                ? Path.of(environment.getOrDefault("HOME", "/home/desk"), ".config/pilothouse/api-token")
                : Path.of(named);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            // An agent that wants none needs none; one that does says so.
            return "";
        }
    }

    /** Nobody is there. */
    public static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }
}
