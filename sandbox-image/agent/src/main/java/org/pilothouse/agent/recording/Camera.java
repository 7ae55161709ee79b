package org.pilothouse.agent.recording;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.x11.CursorImage;
import org.pilothouse.agent.x11.Pixels;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XCapture.RawScreen;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** Takes pictures of the screen when there is something new on it. Used by one thread. */
final class Camera {
    private final XServer server;
    private final boolean withPointer;
    private long seenVersion = -1;
    private @Nullable PointerState seenPointer;

    Camera(XServer server, boolean withPointer) {
        this.server = server;
        this.withPointer = withPointer;
    }

    /** Size of the screen, rounded down to even numbers. */
    Size size() throws XException, InterruptedException {
        Size size = server.call(XConnection::size);
        return new Size(size.width() & ~1, size.height() & ~1);
    }

    /**
     * Takes a picture if something was drawn or the pointer moved since the last one. A look costs 0.05 ms, a picture
     * of 1280x800 about 1 ms.
     */
    boolean take(Yuv into) throws InterruptedException {
        try {
            return server.call(x -> takeNew(x, into));
        } catch (XException e) {
            // The X server is being restarted, or the screen resized: the film shows what was last seen.
            seenVersion = -1;
            return false;
        }
    }

    private boolean takeNew(XConnection x, Yuv into) throws XException {
        long version = x.damage().version();
        PointerState pointer = withPointer ? x.pointer() : null;
        if (version == seenVersion && samePlace(pointer, seenPointer)) {
            return false;
        }
        RawScreen screen = x.capture().raw();
        if (withPointer) {
            x.capture().cursor().ifPresent(image -> draw(image, screen));
        }
        into.take(screen);
        seenVersion = version;
        seenPointer = pointer;
        return true;
    }

    private static boolean samePlace(@Nullable PointerState a, @Nullable PointerState b) {
        if (a == null || b == null) {
            return Objects.equals(a, b);
        }
        return a.x() == b.x() && a.y() == b.y();
    }

    private static void draw(CursorImage cursor, RawScreen screen) {
        Pixels image = cursor.pixels();
        int left = Math.max(0, -cursor.x());
        int right = Math.min(image.width(), screen.size().width() - cursor.x());
        int top = Math.max(0, -cursor.y());
        int bottom = Math.min(image.height(), screen.size().height() - cursor.y());
        for (int y = top; y < bottom; y++) {
            long row = (long) (cursor.y() + y) * screen.stride() + cursor.x() * 4L;
            for (int x = left; x < right; x++) {
                int below = screen.data().get(JAVA_INT_UNALIGNED, row + x * 4L);
                screen.data().set(JAVA_INT_UNALIGNED, row + x * 4L, CursorImage.over(image.at(x, y), below));
            }
        }
    }
}
