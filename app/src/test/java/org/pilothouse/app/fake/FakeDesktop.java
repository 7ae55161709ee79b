package org.pilothouse.app.fake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** An RFB 3.8 server behind a takeover WebSocket: shows one picture, and remembers what it was sent. */
public final class FakeDesktop {
    private static final int KEY = 4;

    private final int width;
    private final int height;
    private final int[] pixels;
    private final List<Integer> keysPressed = new CopyOnWriteArrayList<>();
    private final List<WebSocket> viewers = new CopyOnWriteArrayList<>();

    /** @param pixels 0xAARRGGBB, row by row */
    public FakeDesktop(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    public MockResponse upgrade() {
        return new MockResponse.Builder()
                .addHeader("Sec-WebSocket-Protocol", "binary")
                .webSocketUpgrade(new Peer())
                .build();
    }

    /** Keysyms in the order in which they went down. */
    public List<Integer> keysPressed() {
        return List.copyOf(keysPressed);
    }

    public int viewers() {
        return viewers.size();
    }

    /** Every connection breaks. */
    public void drop() {
        viewers.forEach(viewer -> viewer.close(1011, "gone"));
        viewers.clear();
    }

    private final class Peer extends WebSocketListener {
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        private int stage;
        private int redShift = 16;
        private int greenShift = 8;
        private int blueShift;
        private boolean bigEndian;

        @Override
        public void onOpen(WebSocket socket, Response response) {
            viewers.add(socket);
            socket.send(ByteString.encodeUtf8("RFB 003.008\n"));
        }

        @Override
        public synchronized void onMessage(WebSocket socket, ByteString bytes) {
            waiting.writeBytes(bytes.toByteArray());
            ByteBuffer in = ByteBuffer.wrap(waiting.toByteArray());
            int done = 0;
            while (in.hasRemaining() && step(socket, in)) {
                done = in.position();
            }
            byte[] all = waiting.toByteArray();
            waiting.reset();
            waiting.write(all, done, all.length - done);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            viewers.remove(socket);
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable why, Response response) {
            viewers.remove(socket);
        }

        /** @return whether one message was whole and is dealt with */
        private boolean step(WebSocket socket, ByteBuffer in) {
            return switch (stage) {
                case 0 -> advance(socket, in, 12, new byte[] {1, 1});
                case 1 -> advance(socket, in, 1, new byte[4]);
                case 2 -> advance(socket, in, 1, serverInit());
                default -> message(socket, in);
            };
        }

        private boolean advance(WebSocket socket, ByteBuffer in, int length, byte[] answer) {
            if (in.remaining() < length) {
                return false;
            }
            in.position(in.position() + length);
            stage++;
            socket.send(ByteString.of(answer));
            return true;
        }

        private boolean message(WebSocket socket, ByteBuffer in) {
            int at = in.position();
            int length =
                    switch (in.get(at)) {
                        case 0 -> 20;
                        case 2 -> in.remaining() < 4 ? 4 : 4 + 4 * in.getShort(at + 2);
                        case 3 -> 10;
                        case KEY -> 8;
                        case 5 -> 6;
                        case 6 -> in.remaining() < 8 ? 8 : 8 + Math.abs(in.getInt(at + 4));
                        default -> throw new IllegalStateException("message " + in.get(at) + " is not for this server");
                    };
            if (in.remaining() < length) {
                return false;
            }
            if (in.get(at) == 0) {
                bigEndian = in.get(at + 6) != 0;
                redShift = in.get(at + 14);
                greenShift = in.get(at + 15);
                blueShift = in.get(at + 16);
            } else if (in.get(at) == 3 && in.get(at + 1) == 0) {
                socket.send(ByteString.of(update()));
            } else if (in.get(at) == KEY && in.get(at + 1) == 1) {
                keysPressed.add(in.getInt(at + 4));
            }
            in.position(at + length);
            return true;
        }

        private byte[] update() {
            ByteBuffer out = ByteBuffer.allocate(16 + pixels.length * 4);
            out.putShort((short) 0).putShort((short) 1);
            out.putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) width)
                    .putShort((short) height)
                    .putInt(0);
            for (int pixel : pixels) {
                int wire = (pixel >> 16 & 0xff) << redShift
                        | (pixel >> 8 & 0xff) << greenShift
                        | (pixel & 0xff) << blueShift;
                out.putInt(bigEndian ? wire : Integer.reverseBytes(wire));
            }
            return out.array();
        }

        private byte[] serverInit() {
            byte[] name = "sandbox".getBytes(StandardCharsets.US_ASCII);
            ByteBuffer out = ByteBuffer.allocate(24 + name.length);
            out.putShort((short) width).putShort((short) height);
            out.put((byte) 32).put((byte) 24).put((byte) 0).put((byte) 1);
            out.putShort((short) 255).putShort((short) 255).putShort((short) 255);
            out.put((byte) 16).put((byte) 8).put((byte) 0).put(new byte[3]);
            out.putInt(name.length).put(name);
            return out.array();
        }
    }
}
