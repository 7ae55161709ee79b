package org.pilothouse.rfb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A socket channel as a transport. Closing a channel ends a blocked read at once, which a {@code Socket} over unix sockets cannot. */
final class SocketTransport implements RfbTransport {
    private final SocketChannel channel;
    private final InputStream input = new ChannelInput();
    private final OutputStream output = new ChannelOutput();

    private SocketTransport(SocketChannel channel) {
        this.channel = channel;
    }

    static SocketTransport tcp(InetSocketAddress address, Duration timeout) throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException("The host name " + address.getHostString() + " is not known.");
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
            return connected(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A TCP connection that is open already. */
    static SocketTransport connected(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return new SocketTransport(channel);
    }

    static SocketTransport unix(Path socket) throws IOException {
        return new SocketTransport(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class ChannelInput extends InputStream {
        /** Around the array of the last read, which is nearly always that of the next one too. */
        private ByteBuffer around = ByteBuffer.allocate(0);

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (around.array() != bytes) {
                around = ByteBuffer.wrap(bytes);
            }
            return channel.read(around.limit(offset + length).position(offset));
        }
    }

    private final class ChannelOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
