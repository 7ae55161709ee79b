package org.pilothouse.agent.screen;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.pilothouse.agent.x11.CursorImage;
import org.pilothouse.agent.x11.Pixels;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** Takes pictures of the screen. Safe for use by many threads. */
public final class Screen {
    /** Each takes several times the screen's size in memory while it is being made. */
    private static final int AT_ONCE = 2;

    private final XServer server;
    private final Semaphore making = new Semaphore(AT_ONCE, true);
    /** Arrays for a whole screen that are not in use: a new one for each picture would be 4 MB of garbage each. */
    private final Queue<int[]> spare = new ConcurrentLinkedQueue<>();

    public Screen(XServer server) {
        this.server = server;
    }

    /** How a picture is encoded. */
    public enum Format {
        PNG("image/png"),
        JPEG("image/jpeg"),
        WEBP("image/webp");

        private final String mime;

        Format(String mime) {
            this.mime = mime;
        }

        public String mime() {
            return mime;
        }
    }

    /**
     * An encoded picture.
     *
     * @param size of the picture
     * @param screen size of the screen that it shows
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Picture(Format format, Size size, Size screen, byte[] bytes) {}

    /** The area that was asked for does not lie on the screen. */
    public static final class OutsideException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;

        OutsideException(Shot.Area area, Size screen) {
            super("The area " + area.x() + "," + area.y() + " " + area.width() + "x" + area.height()
                    + " does not lie within the screen, which is " + screen);
            boolean beside = area.x() < 0 || area.x() >= screen.width();
            boolean wide = area.width() < 1 || (long) area.x() + area.width() > screen.width();
            if (beside) {
                field = "x";
            } else if (wide) {
                field = "width";
            } else {
                field = area.y() < 0 || area.y() >= screen.height() ? "y" : "height";
            }
        }

        /** What is wrong with it: {@code x}, {@code y}, {@code width} or {@code height}. */
        public String field() {
            return field;
        }
    }

    /** The screen with the pointer on it, as {@link #picture(Shot)}. */
    public Picture picture(Format format, int maxWidth) throws XException, InterruptedException {
        try {
            return picture(Shot.of(format).atMostWide(maxWidth));
        } catch (OutsideException e) {
            throw new IllegalStateException("the whole screen is within the screen", e);
        }
    }

    /** A picture of the screen or of a part of it. */
    public Picture picture(Shot shot) throws OutsideException, XException, InterruptedException {
        making.acquire();
        Pixels whole = null;
        try {
            whole = capture(shot.pointer(), this::array);
            Pixels part = shot.area() == null ? whole : cut(whole, shot.area());
            int width = Math.max(1, (int) Math.round(part.width() * shot.scale()));
            Pixels pixels = Scaler.toWidth(part, Math.min(width, shot.maxWidth()));
            byte[] bytes =
                    switch (shot.format()) {
                        case PNG -> PngWriter.write(pixels);
                        case JPEG -> JpegEncoder.encode(pixels, shot.quality(), JpegEncoder.Chroma.QUARTER);
                        case WEBP -> WebpEncoder.encode(pixels, shot.quality());
                    };
            return new Picture(shot.format(), pixels.size(), whole.size(), bytes);
        } finally {
            if (whole != null) {
                spare.add(whole.argb());
            }
            making.release();
        }
    }

    private int[] array(Size size) {
        int[] array = spare.poll();
        return array != null && array.length == size.width() * size.height()
                ? array
                : new int[size.width() * size.height()];
    }

    /** Lets go of what is kept from one picture for the next; the next one takes a millisecond longer. */
    public void release() throws XException, InterruptedException {
        spare.clear();
        server.perform(x -> x.capture().release());
    }

    private static Pixels cut(Pixels whole, Shot.Area area) throws OutsideException {
        boolean inside = area.x() >= 0
                && area.y() >= 0
                && area.width() > 0
                && area.height() > 0
                && (long) area.x() + area.width() <= whole.width()
                && (long) area.y() + area.height() <= whole.height();
        if (!inside) {
            throw new OutsideException(area, whole.size());
        }
        int[] argb = new int[area.width() * area.height()];
        for (int row = 0; row < area.height(); row++) {
            System.arraycopy(
                    whole.argb(), (area.y() + row) * whole.width() + area.x(), argb, row * area.width(), area.width());
        }
        return new Pixels(area.width(), area.height(), argb);
    }

    /**
     * Another text once something was drawn; the pointer does not count. Take it before the picture: then a picture is never
     * older than its version.
     */
    public String version() throws XException, InterruptedException {
        return server.call(x -> Integer.toHexString(System.identityHashCode(x)) + "-"
                + x.damage().version());
    }

    /** The raw screen. */
    public Pixels capture(boolean withPointer) throws XException, InterruptedException {
        return capture(withPointer, size -> new int[size.width() * size.height()]);
    }

    private Pixels capture(boolean withPointer, Function<Size, int[]> arrays) throws XException, InterruptedException {
        return server.call(x -> {
            Pixels pixels = x.capture().screen(arrays);
            Optional<CursorImage> pointer = withPointer ? x.capture().cursor() : Optional.empty();
            pointer.ifPresent(p -> Overlay.draw(p, pixels));
            return pixels;
        });
    }
}
