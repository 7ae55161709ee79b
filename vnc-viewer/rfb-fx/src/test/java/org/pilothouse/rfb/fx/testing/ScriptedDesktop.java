package org.pilothouse.rfb.fx.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/**
 * A desktop that exists only in the test: it paints one picture, writes down what viewers send, and says what the test tells it to. Every dial
 * makes a new connection to it.
 */
public final class ScriptedDesktop implements AutoCloseable {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final List<Connection> connections = new ArrayList<>();
    private int width;
    private int height;
    private IntBinaryOperator painter;
    private boolean reachable = true;
    private volatile boolean frozen;
    private int dials;

    /** A desktop whose pixel at (x, y) is {@code painter(x, y)}, 0xrrggbb. */
    public ScriptedDesktop(int width, int height, IntBinaryOperator painter) {
        this.width = width;
        this.height = height;
        this.painter = painter;
    }

    public RfbDialer dialer() {
        return this::dial;
    }

    private synchronized RfbTransport dial() throws IOException {
        dials++;
        if (!reachable) {
            throw new IOException("the desktop is switched off");
        }
        Connection connection = new Connection();
        connections.add(connection);
        Thread.ofVirtual().start(connection);
        return connection.transport();
    }

    public synchronized void setReachable(boolean value) {
        reachable = value;
    }

    /** Whether it goes on reading, but answers nothing. */
    public void setFrozen(boolean value) {
        frozen = value;
    }

    public synchronized int dials() {
        return dials;
    }

    /** The picture from the next full update on. */
    public synchronized void repaint(IntBinaryOperator newPainter) {
        painter = newPainter;
    }

    /** Tells all viewers of another size, with ExtendedDesktopSize. */
    public synchronized void resize(int newWidth, int newHeight) throws IOException {
        width = newWidth;
        height = newHeight;
        for (Connection connection : connections) {
            connection.sendSize();
        }
    }

    /** Changes some pixels for all viewers. */
    public synchronized void paint(int x, int y, int across, int down, int rgb) throws IOException {
        for (Connection connection : connections) {
            connection.sendRaw(x, y, across, down, (column, row) -> rgb);
        }
    }

    public synchronized void cutText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        send(out -> {
            out.writeInt(3 << 24);
            out.writeInt(bytes.length);
            out.write(bytes);
        });
    }

    public synchronized void cursor(int size, int rgb) throws IOException {
        send(out -> {
            rectHead(out, size / 2, size / 2, size, size, -239);
            for (int i = 0; i < size * size; i++) {
                pixel(out, rgb);
            }
            for (int i = 0; i < (size + 7) / 8 * size; i++) {
                out.write(0xFF);
            }
        });
    }

    /** Tells where the pointer is, as if somebody had moved it. */
    public synchronized void pointer(int x, int y) throws IOException {
        send(out -> rectHead(out, x, y, 0, 0, -232));
    }

    public void bell() throws IOException {
        send(out -> out.write(2));
    }

    /** Breaks all connections. */
    public synchronized void hangUp() {
        connections.forEach(Connection::close);
        connections.clear();
    }

    /** The next message of a viewer that is not a request; waits for it. */
    public String next() {
        return next(List.of());
    }

    private String next(List<String> before) {
        try {
            String message = received.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the viewer sent nothing more within 20 s; before: " + before);
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Drops messages until this one comes. */
    public void await(String message) {
        List<String> dropped = new ArrayList<>();
        String last = next(dropped);
        while (!last.equals(message)) {
            dropped.add(last);
            last = next(dropped);
        }
    }

    public List<String> drain() {
        List<String> all = new ArrayList<>();
        received.drainTo(all);
        return all;
    }

    @Override
    public void close() {
        hangUp();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private synchronized void send(Writing writing) throws IOException {
        for (Connection connection : connections) {
            connection.send(writing);
        }
    }

    private static void rectHead(DataOutputStream out, int x, int y, int width, int height, int encoding)
            throws IOException {
        out.writeInt(1); // FramebufferUpdate with one rectangle
        out.writeShort(x);
        out.writeShort(y);
        out.writeShort(width);
        out.writeShort(height);
        out.writeInt(encoding);
    }

    private static void pixel(DataOutputStream out, int rgb) throws IOException {
        out.writeInt(Integer.reverseBytes(rgb));
    }

    /** One viewer. */
    private final class Connection implements Runnable {
        private final Pipe toViewer;
        private final Pipe toServer;
        private final DataOutputStream out;
        private final DataInputStream in;

        Connection() throws IOException {
            toViewer = Pipe.open();
            toServer = Pipe.open();
            out = new DataOutputStream(Channels.newOutputStream(toViewer.sink()));
            in = new DataInputStream(Channels.newInputStream(toServer.source()));
        }

        RfbTransport transport() {
            return RfbTransport.of(
                    Channels.newInputStream(toViewer.source()), Channels.newOutputStream(toServer.sink()), () -> {
                        toViewer.source().close();
                        toServer.sink().close();
                    });
        }

        @Override
        public void run() {
            try {
                handshake();
                while (true) {
                    message();
                }
            } catch (EOFException | ClosedChannelException e) {
                received.add("gone");
            } catch (IOException e) {
                received.add("failed: " + e);
            }
        }

        private void handshake() throws IOException {
            out.write("RFB 003.003\n".getBytes(StandardCharsets.US_ASCII));
            in.readNBytes(12);
            out.writeInt(1);
            in.readByte();
            send(to -> {
                to.writeShort(width);
                to.writeShort(height);
                to.write(new byte[16]);
                byte[] name = "scripted".getBytes(StandardCharsets.US_ASCII);
                to.writeInt(name.length);
                to.write(name);
            });
            sendSize();
        }

        private void message() throws IOException {
            int type = in.readUnsignedByte();
            switch (type) {
                case 0 -> in.readNBytes(19);
                case 2 -> {
                    in.readByte();
                    in.readNBytes(4 * in.readUnsignedShort());
                }
                case 3 -> {
                    boolean incremental = in.readByte() != 0;
                    in.readNBytes(8);
                    if (!incremental && !frozen) {
                        sendRaw(0, 0, width, height, painter);
                    }
                }
                case 4 -> {
                    boolean down = in.readByte() != 0;
                    in.readShort();
                    received.add("key " + (down ? "+" : "-") + Integer.toHexString(in.readInt()));
                }
                case 5 -> {
                    int buttons = in.readUnsignedByte();
                    received.add("pointer " + in.readUnsignedShort() + "," + in.readUnsignedShort() + ":" + buttons);
                }
                case 6 -> {
                    in.readNBytes(3);
                    byte[] text = in.readNBytes(in.readInt());
                    received.add("cut " + new String(text, StandardCharsets.ISO_8859_1));
                }
                case 251 -> {
                    in.readByte();
                    String size = in.readUnsignedShort() + "x" + in.readUnsignedShort();
                    int screens = in.readUnsignedByte();
                    in.readNBytes(1 + 16 * screens);
                    received.add("size " + size);
                }
                default -> throw new IOException("the viewer sent a message of type " + type);
            }
        }

        void sendSize() throws IOException {
            send(to -> {
                rectHead(to, 0, 0, width, height, -308);
                to.writeInt(1 << 24);
                to.write(new byte[16]);
            });
        }

        void sendRaw(int x, int y, int across, int down, IntBinaryOperator colours) throws IOException {
            send(to -> {
                rectHead(to, x, y, across, down, 0);
                for (int row = 0; row < down; row++) {
                    for (int column = 0; column < across; column++) {
                        pixel(to, colours.applyAsInt(x + column, y + row));
                    }
                }
            });
        }

        void send(Writing writing) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writing.to(new DataOutputStream(bytes));
            synchronized (out) {
                out.write(bytes.toByteArray());
                out.flush();
            }
        }

        void close() {
            try {
                toViewer.sink().close();
                toServer.source().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
