package org.pilothouse.app.smoke;

import java.time.Duration;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.TakeoverStream;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;

/** A person at the desktop: the viewer's engine on a takeover, with eyes for one colour at a time. */
final class RemoteHands implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final RfbSession session;
    private final Eyes eyes = new Eyes();

    RemoteHands(GatewayClient client, String environmentId, TakeoverMode mode) throws Exception {
        TakeoverStream stream = client.takeovers().open(environmentId, mode);
        session = RfbClient.connect(
                RfbTransport.of(stream.input(), stream.output(), stream::close), RfbOptions.defaults(), eyes);
        session.awaitConnected(PATIENCE);
    }

    Framebuffer picture() throws Exception {
        return eyes.await(picture -> true);
    }

    void type(String text) {
        text.codePoints().forEach(c -> press(c == '\n' ? Keysym.RETURN : Keysym.ofCodePoint(c)));
    }

    void press(int... keysyms) {
        for (int keysym : keysyms) {
            session.key(keysym, true);
        }
        for (int i = keysyms.length - 1; i >= 0; i--) {
            session.key(keysyms[i], false);
        }
    }

    void click(int x, int y) {
        session.pointer(x, y, 0);
        session.pointer(x, y, 1);
        session.pointer(x, y, 0);
    }

    /** Waits until at least so many pixels have exactly this colour. */
    void awaitColour(int rgb, int atLeast) throws Exception {
        eyes.await(picture -> count(picture, rgb) >= atLeast);
    }

    /** Waits until at most so many pixels have this colour. */
    void awaitWithout(int rgb, int atMost) throws Exception {
        eyes.await(picture -> count(picture, rgb) <= atMost);
    }

    /** Waits until the picture differs from this one in at least so many pixels. */
    void awaitChange(int[] before, int atLeast) throws Exception {
        eyes.await(picture -> {
            int changed = 0;
            int[] now = picture.pixels();
            for (int i = 0; i < Math.min(now.length, before.length); i++) {
                changed += now[i] == before[i] ? 0 : 1;
            }
            return changed >= atLeast;
        });
    }

    /** Waits until nothing has changed for that long, or the patience is at its end: a blinking cursor never rests. */
    void awaitStill(Duration rest) throws InterruptedException {
        eyes.awaitStill(rest);
    }

    static int count(Framebuffer picture, int rgb) {
        int found = 0;
        for (int pixel : picture.pixels()) {
            found += (pixel & 0xffffff) == rgb ? 1 : 0;
        }
        return found;
    }

    @Override
    public void close() {
        session.close();
    }

    private interface Look {
        boolean sees(Framebuffer picture);
    }

    private static final class Eyes implements RfbListener {
        private Framebuffer latest;
        private long updatedAt = System.nanoTime();

        @Override
        public synchronized void updated(Framebuffer framebuffer, Damage damage) {
            latest = framebuffer;
            updatedAt = System.nanoTime();
            notifyAll();
        }

        synchronized void awaitStill(Duration rest) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
                long left = (updatedAt + rest.toNanos() - now) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }

        synchronized Framebuffer await(Look look) throws Exception {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (latest == null || !look.sees(latest)) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("the desktop did not show it within " + PATIENCE.toSeconds() + " s");
                }
                wait(left);
            }
            return latest;
        }
    }
}
