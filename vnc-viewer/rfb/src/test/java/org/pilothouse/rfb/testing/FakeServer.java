package org.pilothouse.rfb.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.pilothouse.rfb.RfbTransport;

/** The server's end of a pair of pipes, played by the test: it sends any bytes, and reads what the session sent. */
public final class FakeServer implements AutoCloseable {
    private final Pipe toClient;
    private final Pipe toServer;
    private final OutputStream out;
    private final InputStream in;

    public FakeServer() {
        try {
            toClient = Pipe.open();
            toServer = Pipe.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = Channels.newOutputStream(toClient.sink());
        in = Channels.newInputStream(toServer.source());
    }

    /** What the session is given. */
    public RfbTransport transport() {
        return RfbTransport.of(
                Channels.newInputStream(toClient.source()), Channels.newOutputStream(toServer.sink()), () -> {
                    toClient.source().close();
                    toServer.sink().close();
                });
    }

    public FakeServer send(Message message) {
        return send(message.bytes());
    }

    public FakeServer send(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Reads so many bytes that the session sent; blocks until they are there. */
    public byte[] read(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("the session closed its side after " + bytes.length + " of " + count + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String readHex(int count) {
        return HexFormat.of().formatHex(read(count));
    }

    /** Version 3.8, no security, a desktop: until both sides may send messages. Reads what the session says meanwhile. */
    public FakeServer welcome(int width, int height) {
        send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        read(12);
        send(new Message().u8(1).u8(1));
        read(1);
        send(new Message().u32(0));
        read(1);
        send(serverInit(width, height, "fake"));
        readSetUp();
        return this;
    }

    /** Reads SetPixelFormat, SetEncodings and the first full request. */
    public void readSetUp() {
        read(20);
        byte[] head = read(4);
        read(4 * ((head[2] & 0xFF) << 8 | head[3] & 0xFF));
        read(10);
    }

    public static Message serverInit(int width, int height, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new Message().u16(width).u16(height).zeros(16).u32(bytes.length).put(bytes);
    }

    public void closeOutput() {
        try {
            toClient.sink().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            toClient.sink().close();
            toServer.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds big-endian bytes. */
    public static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        public Message u8(int value) {
            bytes.write(value);
            return this;
        }

        public Message u16(int value) {
            return u8(value >> 8).u8(value);
        }

        public Message u32(long value) {
            return u16((int) (value >> 16)).u16((int) value);
        }

        public Message zeros(int count) {
            return put(new byte[count]);
        }

        public Message put(byte[] data) {
            bytes.writeBytes(data);
            return this;
        }

        public Message hex(String hex) {
            return put(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        /** The head of a FramebufferUpdate. */
        public static Message update(int rectangles) {
            return new Message().u8(0).u8(0).u16(rectangles);
        }

        public Message rect(int x, int y, int width, int height, int encoding) {
            return u16(x).u16(y).u16(width).u16(height).u32(encoding);
        }

        /** A pixel on the wire: 0xrrggbb as blue, green, red, nothing. */
        public Message pixel(int rgb) {
            return u8(rgb).u8(rgb >> 8).u8(rgb >> 16).u8(0);
        }

        public byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
