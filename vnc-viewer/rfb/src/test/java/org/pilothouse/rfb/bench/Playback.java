package org.pilothouse.rfb.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server on loopback that gives a recording to one viewer, as fast as it is taken, once {@link #play} is called; then it rings the bell. */
final class Playback implements AutoCloseable {
    private static final int FIXED_SERVER_INIT = 24;

    private static final int BELL = 2;

    private final byte[] recording;
    private final ServerSocket listening;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch playing = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread serving = Thread.ofPlatform().daemon().unstarted(this::serve);
    private volatile long cpuNanos;

    Playback(byte[] recording) throws IOException {
        this.recording = recording;
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        serving.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits until a viewer is connected and has asked for something. */
    void awaitViewer() throws InterruptedException {
        asked.await();
    }

    void play() {
        playing.countDown();
    }

    /** Lets the connection end after the recording; before, a viewer can show it in peace. */
    void end() {
        ending.countDown();
    }

    /** What serving itself took; known after {@link #close}. */
    long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        play();
        end();
        listening.close();
        serving.join();
    }

    private void serve() {
        try (Socket viewer = listening.accept()) {
            viewer.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(viewer.getInputStream());
            OutputStream out = viewer.getOutputStream();
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            in.readNBytes(12);
            out.write(new byte[] {1, 1});
            in.readNBytes(1);
            out.write(new byte[4]);
            in.readNBytes(1);
            int serverInit = FIXED_SERVER_INIT + ByteBuffer.wrap(recording).getInt(20);
            out.write(recording, 0, serverInit);
            in.readNBytes(1);
            asked.countDown();
            playing.await();
            Thread drain = Thread.ofPlatform().daemon().start(() -> drain(in));
            out.write(recording, serverInit, recording.length - serverInit);
            out.write(BELL);
            ending.await();
            viewer.shutdownOutput();
            drain.join();
        } catch (IOException e) {
            throw new IllegalStateException("the viewer went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** A viewer that can't get rid of its requests would stop reading. */
    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Viewers end a connection as they like; what they took of it is measured elsewhere.
        }
    }
}
