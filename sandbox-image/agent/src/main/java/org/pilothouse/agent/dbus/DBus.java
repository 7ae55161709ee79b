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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a message bus. Calls are sent at once and answered when they are answered, so many can be under way.
 * Safe for use by many threads; only threads of its own touch the socket, so that one who is interrupted while waiting
 * takes nothing from the others.
 */
public final class DBus implements Closeable {
    private static final Duration OPENING = Duration.ofSeconds(5);
    private static final int BUFFER = 64 * 1024;
    /** Answers that nobody has picked up yet take no more room than this together; the rest is thrown away. */
    private static final long MAX_HELD = 24L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(DBus.class);

    private final SocketChannel channel;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Map<Long, PendingCall> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger serials = new AtomicInteger();
    private final AtomicLong held = new AtomicLong();
    private volatile @Nullable Thread writing;
    private volatile boolean closed;

    private DBus(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects to a bus; takes some seconds at most.
     *
     * @param address as in {@code DBUS_SESSION_BUS_ADDRESS}; of its parts, {@code unix:path=} is understood
     */
    public static DBus connect(String address) throws DBusException, InterruptedException {
        Path path = path(address);
        DBus bus;
        try {
            bus = new DBus(SocketChannel.open(StandardProtocolFamily.UNIX));
        } catch (IOException e) {
            throw new DBusException("cannot make a socket", e);
        }
        try {
            PendingCall hello =
                    bus.send(Call.of("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello"));
            Thread.ofVirtual().name("dbus-read").start(() -> bus.run(path));
            hello.await(OPENING);
            return bus;
        } catch (DBusException e) {
            bus.close();
            throw new DBusException("cannot connect to the bus at " + address + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            bus.close();
            throw e;
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

    public boolean connected() {
        return !closed;
    }

    /** Sends a call. The answer is picked up, or given up, by the caller. */
    public PendingCall send(Call call) throws DBusException {
        long serial = serials.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
        PendingCall pending = new PendingCall(() -> waiting.remove(serial), held);
        waiting.put(serial, pending);
        outgoing.add(call.encode((int) serial));
        // After it was put there, so that a connection that ends meanwhile is either seen here or sees the call.
        if (closed) {
            pending.release();
            throw new DBusException("the connection to the bus is closed");
        }
        return pending;
    }

    /** Calls and waits. */
    public List<Object> call(Call call, Duration limit) throws DBusException, InterruptedException {
        PendingCall pending = send(call);
        try {
            return pending.await(limit);
        } finally {
            pending.release();
        }
    }

    private void run(Path path) {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            authenticate(in, out);
            writing = Thread.ofVirtual().name("dbus-write").start(() -> write(out));
            while (true) {
                deliver(Message.read(in));
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** The kernel tells the bus who we are; the number is only a formality. */
    private static void authenticate(DataInputStream in, OutputStream out) throws IOException {
        String uid = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        String hex = HexFormat.of().formatHex(uid.getBytes(StandardCharsets.US_ASCII));
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

    private void write(OutputStream out) {
        try {
            while (!closed) {
                byte[] next = outgoing.poll();
                if (next == null) {
                    out.flush();
                    next = outgoing.take();
                }
                out.write(next);
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void deliver(Message message) {
        PendingCall call = waiting.remove(message.replyTo());
        if (call == null) {
            return;
        }
        boolean room = held.addAndGet(message.body().length) <= MAX_HELD;
        if (!room) {
            held.addAndGet(-message.body().length);
            call.fail(new IOException("too much is coming in at once"));
        } else {
            call.answer(message);
        }
    }

    private void fail(IOException cause) {
        if (!closed) {
            log.debug("the connection to a bus ended: {}", cause.toString());
        }
        close();
        waiting.values().forEach(call -> call.fail(cause));
        waiting.clear();
    }

    @Override
    public void close() {
        closed = true;
        Thread writer = writing;
        if (writer != null) {
            writer.interrupt();
        }
        try {
            // The thread that reads sees it and tells whoever waits.
            channel.close();
        } catch (IOException e) {
            log.debug("closing a bus connection failed", e);
        }
    }
}
