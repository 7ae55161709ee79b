package org.pilothouse.rfb;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/**
 * Waits for servers that connect to the viewer ("listen mode", "reverse connection"), for desktops that cannot be reached themselves.
 * Whoever reaches the port may show a desktop here, so it is bound to loopback unless another address is named, and what comes is
 * an ordinary session with its ordinary checks.
 */
public final class RfbAcceptor implements Closeable {
    /** Where servers expect a listening viewer. */
    public static final int DEFAULT_PORT = 5500;

    /** Servers that may wait; more are turned away by the system. */
    private static final int BACKLOG = 4;

    private final ServerSocketChannel channel;

    private RfbAcceptor(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 takes any that is free
     */
    public static RfbAcceptor bind(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException("The host name " + address.getHostString() + " is not known.");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            return new RfbAcceptor(channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "No server can be waited for at " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Waits for the next server. May be called again for the one after it.
     *
     * @throws SocketTimeoutException if none comes in time
     */
    public RfbTransport accept(Duration timeout) throws IOException {
        channel.socket().setSoTimeout(Math.toIntExact(timeout.toMillis()));
        Socket accepted;
        try {
            accepted = channel.socket().accept();
        } catch (SocketTimeoutException e) {
            SocketTimeoutException told =
                    new SocketTimeoutException("No server connected within " + timeout.toSeconds() + " s.");
            told.initCause(e);
            throw told;
        }
        return SocketTransport.connected(accepted.getChannel());
    }

    /** Ends a wait that is under way; sessions that were accepted go on. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
