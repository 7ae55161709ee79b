package org.pilothouse.rfb.security;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** Two streams that TLS takes for a connected socket. Closing it closes nothing: the session closes its transport itself. */
final class StreamSocket extends Socket {
    private final InputStream in;
    private final OutputStream out;

    StreamSocket(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new java.net.InetSocketAddress(getInetAddress(), getPort());
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoTimeout(int timeout) {
        // the handshake has a clock of its own
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the transport's affair
    }

    @Override
    public void close() {
        // see the class
    }
}
