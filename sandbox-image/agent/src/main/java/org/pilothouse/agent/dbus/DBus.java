package org.pilothouse.agent.dbus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a message bus. Calls are sent at once and answered when they are answered, so many can be under way.
 * Safe for use by many threads.
 */
public final class DBus implements Closeable {
    private static final Duration HELLO = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(DBus.class);

    private final SocketChannel channel;
    private final OutputStream out;
    private final Map<Long, CompletableFuture<Message>> waiting = new ConcurrentHashMap<>();
    private int serial;
    private volatile boolean closed;

    private DBus(SocketChannel channel) {
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
    }

    /**
     * Connects to a bus.
     *
     * @param address as in {@code DBUS_SESSION_BUS_ADDRESS}; of its parts, {@code unix:path=} is understood
     */
    public static DBus connect(String address) throws DBusException, InterruptedException {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            DBus bus = new DBus(channel);
            try {
                channel.connect(UnixDomainSocketAddress.of(path(address)));
                bus.begin();
            } catch (IOException | DBusException | InterruptedException e) {
                bus.close();
                throw e;
            }
            return bus;
        } catch (IOException e) {
            throw new DBusException("cannot connect to the bus at " + address + ": " + e.getMessage(), e);
        }
    }

    private static Path path(String address) throws DBusException {
        for (String choice : address.split(";", -1)) {
            if (choice.startsWith("unix:")) {
                for (String part : choice.substring("unix:".length()).split(",", -1)) {
                    if (part.startsWith("path=")) {
                        return Path.of(part.substring("path=".length()));
                    }
                }
            }
        }
        throw new DBusException("the bus address " + address + " has no unix:path");
    }

    private void begin() throws IOException, DBusException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 64 * 1024));
        authenticate(in);
        Thread.ofVirtual().name("dbus").start(() -> read(in));
        call(Call.of("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello"), HELLO);
    }

    /** The kernel tells the bus who we are; the number is only a formality. */
    private void authenticate(DataInputStream in) throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        StringBuilder hex = new StringBuilder();
        for (byte b : String.valueOf(uid).getBytes(StandardCharsets.US_ASCII)) {
            hex.append(String.format("%02x", b));
        }
        out.write(0);
        out.write(("AUTH EXTERNAL " + hex + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        StringBuilder answer = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || answer.length() > 1000) {
                throw new IOException("the bus ended the authentication");
            }
            answer.append((char) c);
        }
        if (!answer.toString().startsWith("OK")) {
            throw new IOException("the bus refused the authentication: " + answer);
        }
        out.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    public boolean connected() {
        return !closed;
    }

    /** A call under way. */
    public final class Pending {
        private final long serial;
        private final CompletableFuture<Message> answer;

        private Pending(long serial, CompletableFuture<Message> answer) {
            this.serial = serial;
            this.answer = answer;
        }

        /** Whether there is no answer of any kind yet. */
        public boolean late() {
            return !answer.isDone();
        }

        /**
         * Waits for the answer's values.
         *
         * @throws DBusException where the other side refused, or did not answer in time
         */
        public List<Object> await(Duration limit) throws DBusException, InterruptedException {
            Message message;
            try {
                message = answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                waiting.remove(serial);
                throw new DBusException("no answer within " + limit.toMillis() + " ms");
            } catch (ExecutionException e) {
                throw new DBusException("the connection to the bus is gone", e);
            }
            if (message.type() == Message.ERROR) {
                Object text = message.body().isEmpty() ? "" : message.body().getFirst();
                throw new DBusException(message.error() + ": " + text);
            }
            return message.body();
        }
    }

    /** Writes a call; it leaves with the next {@link #flush} at the latest. */
    public synchronized Pending send(Call call) throws DBusException {
        if (closed) {
            throw new DBusException("the connection to the bus is closed");
        }
        serial = serial == Integer.MAX_VALUE ? 1 : serial + 1;
        CompletableFuture<Message> answer = new CompletableFuture<>();
        waiting.put((long) serial, answer);
        try {
            out.write(call.encode(serial));
        } catch (IOException e) {
            fail(e);
            throw new DBusException("cannot write to the bus", e);
        }
        return new Pending(serial, answer);
    }

    public synchronized void flush() throws DBusException {
        try {
            out.flush();
        } catch (IOException e) {
            fail(e);
            throw new DBusException("cannot write to the bus", e);
        }
    }

    /** Calls and waits. */
    public List<Object> call(Call call, Duration limit) throws DBusException, InterruptedException {
        Pending pending = send(call);
        flush();
        return pending.await(limit);
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                Message message = Message.read(in);
                CompletableFuture<Message> answer = waiting.remove(message.replyTo());
                if (answer != null) {
                    answer.complete(message);
                }
            }
        } catch (IOException e) {
            if (!closed) {
                log.debug("the connection to a bus ended: {}", e.toString());
            }
            fail(e);
        }
    }

    private void fail(IOException cause) {
        close();
        // Whoever sends from now on is refused; whoever waits is told.
        waiting.values().forEach(answer -> answer.completeExceptionally(cause));
        waiting.clear();
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a bus connection failed", e);
        }
    }
}
