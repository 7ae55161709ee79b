package org.pilothouse.gateway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.Nodes.RelayOrigin;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.engine.FleetEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the agent's connection out of one container: a socket inside it, made by {@code socat} through the engine's
 * exec, pumped into the gateway's private listener. Goes on, with pauses that grow, until it is closed.
 */
final class NodeRelay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeRelay.class);
    private static final String USER = "1000:1000";
    /** One connection for each run; {@code unlink-early} takes the place of a relay that an earlier gateway left. */
    private static final List<String> COMMAND = List.of(
            "sh",
            "-c",
            "mkdir -p /run/pilothouse && exec socat -b 65536"
                    + " UNIX-LISTEN:/run/pilothouse/gateway.sock,unlink-early,mode=600 -");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration LAST_BYTES = Duration.ofSeconds(2);
    private static final int BUFFER = 64 * 1024;

    private final RelayOrigin origin;
    private final String containerId;
    private final FleetEngine engine;
    private final int listenerPort;
    private final RelayPorts ports;
    private final Consumer<String> environmentLog;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable ExecStream current;
    private @Nullable String lastComplaint;

    NodeRelay(
            RelayOrigin origin,
            String containerId,
            FleetEngine engine,
            int listenerPort,
            RelayPorts ports,
            Consumer<String> environmentLog) {
        this.origin = origin;
        this.containerId = containerId;
        this.engine = engine;
        this.listenerPort = listenerPort;
        this.ports = ports;
        this.environmentLog = environmentLog;
        this.thread = Thread.ofVirtual().name("relay-" + origin.environmentId()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean carries(String otherContainerId, RelayOrigin otherOrigin) {
        return containerId.equals(otherContainerId) && origin.equals(otherOrigin);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            long begun = System.nanoTime();
            carryOnce();
            boolean steady = Duration.ofNanos(System.nanoTime() - begun).compareTo(STEADY) > 0;
            pause = steady ? FIRST_PAUSE : pause;
            if (!closed && !sleep(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void carryOnce() {
        try (ExecStream exec = engine.exec(containerId, USER, COMMAND)) {
            current = exec;
            if (closed) {
                return;
            }
            // nothing is opened on our side before the agent has said its first bytes
            byte[] first = new byte[BUFFER];
            int n = exec.stdout().read(first);
            if (n > 0) {
                lastComplaint = null;
                connect(exec, first, n);
            } else if (!exec.errorText().isEmpty()) {
                complain("the agent's relay failed: " + exec.errorText());
            }
        } catch (EngineException.Unreachable e) {
            log.debug("relay of {}: {}", origin.environmentId(), e.sentence()); // the environment says so itself
        } catch (EngineException e) {
            complain("the agent's relay cannot be opened: " + e.sentence());
        } catch (IOException e) {
            log.debug("relay of {} ended: {}", origin.environmentId(), e.getMessage());
        } finally {
            current = null;
        }
    }

    /** Says a thing once, not at every try. */
    private void complain(String message) {
        log.debug("environment {}: {}", origin.environmentId(), message);
        if (!closed && !message.equals(lastComplaint)) {
            lastComplaint = message;
            environmentLog.accept(message.length() > 500 ? message.substring(0, 500) : message);
        }
    }

    private void connect(ExecStream exec, byte[] first, int n) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(loopback, 0));
            int port = socket.getLocalPort();
            ports.register(port, origin);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(loopback, listenerPort));
                socket.getOutputStream().write(first, 0, n);
                Thread back = Thread.ofVirtual()
                        .name("relay-back-" + origin.environmentId())
                        .start(() -> pumpBack(socket, exec));
                try {
                    pump(exec.stdout(), socket.getOutputStream());
                } finally {
                    // while the port is still ours; after the close it may be anybody's
                    ports.release(port);
                    socket.shutdownOutput();
                    back.join(LAST_BYTES);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                ports.release(port);
            }
        }
    }

    private void pumpBack(Socket socket, ExecStream exec) {
        try {
            pump(socket.getInputStream(), exec.stdin());
            // the listener is done; what it said last, a close code, is still on its way to the agent
            if (!exec.drain(LAST_BYTES)) {
                log.debug("relay of {} ended with bytes that the agent did not take", origin.environmentId());
            }
        } catch (IOException e) {
            log.debug("relay of {} ended: {}", origin.environmentId(), e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            exec.close();
        }
    }

    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.write(buffer, 0, n);
            to.flush();
        }
    }

    @Override
    public void close() {
        closed = true;
        ExecStream open = current;
        if (open != null) {
            open.close();
        }
        thread.interrupt();
    }
}
