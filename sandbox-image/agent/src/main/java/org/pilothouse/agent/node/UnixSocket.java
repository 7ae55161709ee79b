package org.pilothouse.agent.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket in the shape of a {@link Socket}, which is what OkHttp wants. It connects to its path, whatever
 * address it is given. There is no read time-out: who uses it must ping.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private @Nullable SocketChannel channel;

    UnixSocket(Path path) {
        this.path = path;
    }

    /** Makes sockets that lead to {@code path}. */
    static SocketFactory factory(Path path) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return new UnixSocket(path);
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return connected();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
                return connected();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return connected();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                    throws IOException {
                return connected();
            }

            private Socket connected() throws IOException {
                UnixSocket socket = new UnixSocket(path);
                socket.connect(UnixDomainSocketAddress.of(path), 0);
                return socket;
            }
        };
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            opened.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    private SocketChannel open() throws IOException {
        SocketChannel current = channel;
        if (current == null) {
            throw new java.net.SocketException("not connected");
        }
        return current;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return Channels.newInputStream(open());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return Channels.newOutputStream(open());
    }

    @Override
    public void close() throws IOException {
        SocketChannel current = channel;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        SocketChannel current = channel;
        return current != null && !current.isOpen();
    }

    @Override
    public void shutdownInput() throws IOException {
        open().shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        open().shutdownOutput();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setSoTimeout(int timeout) {
        // A channel has none.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // not TCP
    }

    @Override
    public void setKeepAlive(boolean on) {
        // not TCP
    }

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }
}
