package org.pilothouse.rfb.fx.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pilothouse.rfb.RfbTransport;

/**
 * A desktop that changes more often than a display shows, so that none of its frames goes without a change, and costs next to nothing itself: a change is one RRE rectangle of one colour (RFC 6143,
 * 7.7.3).
 */
final class ChangingDesktop {
    /** What changes each time. */
    record Change(int width, int height) {}

    private static final int RRE = 2;
    private static final long FRAME = TimeUnit.SECONDS.toNanos(1) / 75;

    private final int width;
    private final int height;
    private volatile Change change = new Change(0, 0);

    ChangingDesktop(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** From now on this much changes; nothing if it is empty. */
    void setChange(Change next) {
        change = next;
    }

    RfbTransport dial() throws IOException {
        Pipe toViewer = Pipe.open();
        Pipe toServer = Pipe.open();
        Thread.ofPlatform().daemon().name("desktop").start(() -> serve(toServer, toViewer));
        return RfbTransport.of(
                Channels.newInputStream(toViewer.source()), Channels.newOutputStream(toServer.sink()), () -> {
                    toViewer.source().close();
                    toServer.sink().close();
                });
    }

    private void serve(Pipe fromViewer, Pipe toViewer) {
        try (DataOutputStream out = new DataOutputStream(Channels.newOutputStream(toViewer.sink()));
                DataInputStream in = new DataInputStream(Channels.newInputStream(fromViewer.source()))) {
            handshake(in, out);
            Thread.ofPlatform().daemon().start(() -> drain(in));
            update(out, new Change(width, height), 0xFF);
            long next = System.nanoTime();
            for (int frame = 0; ; frame++) {
                next += FRAME;
                LockSupport.parkNanos(next - System.nanoTime());
                Change now = change;
                if (now.width() > 0) {
                    update(out, now, frame * 7);
                }
            }
        } catch (ClosedChannelException e) {
            // the viewer has gone
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handshake(DataInputStream in, DataOutputStream out) throws IOException {
        out.write("RFB 003.003\n".getBytes(StandardCharsets.US_ASCII));
        in.readNBytes(12);
        out.writeInt(1);
        in.readByte();
        out.writeShort(width);
        out.writeShort(height);
        out.write(new byte[16]);
        out.writeInt(0);
    }

    private static void drain(DataInputStream in) {
        try {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the viewer has gone
        }
    }

    private static void update(DataOutputStream out, Change change, int colour) throws IOException {
        byte[] message = new byte[4 + 12 + 8];
        java.nio.ByteBuffer.wrap(message)
                .putInt(1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) change.width())
                .putShort((short) change.height())
                .putInt(RRE)
                .putInt(0)
                .putInt(colour << 8 | (colour & 0xFF) << 16);
        out.write(message);
        out.flush();
    }
}
