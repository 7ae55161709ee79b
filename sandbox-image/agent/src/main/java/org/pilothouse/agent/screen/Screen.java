package org.pilothouse.agent.screen;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.pilothouse.agent.x11.CursorImage;
import org.pilothouse.agent.x11.Pixels;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** Takes pictures of the screen. Safe for use by many threads. */
public final class Screen {
    private static final int JPEG_QUALITY = 85;
    /** Each takes several times the screen's size in memory while it is being made. */
    private static final int AT_ONCE = 2;

    private final XServer server;
    private final Semaphore making = new Semaphore(AT_ONCE, true);

    public Screen(XServer server) {
        this.server = server;
    }

    /** How a picture is encoded. */
    public enum Format {
        PNG("image/png"),
        JPEG("image/jpeg");

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

    /**
     * The screen with the pointer on it.
     *
     * @param maxWidth px; a wider screen is scaled down
     */
    public Picture picture(Format format, int maxWidth) throws XException, InterruptedException {
        making.acquire();
        try {
            Pixels whole = capture(true);
            Pixels pixels = Scaler.toWidth(whole, maxWidth);
            byte[] bytes =
                    switch (format) {
                        case PNG -> PngWriter.write(pixels);
                        case JPEG -> JpegEncoder.encode(pixels, JPEG_QUALITY, JpegEncoder.Chroma.QUARTER);
                    };
            return new Picture(format, pixels.size(), whole.size(), bytes);
        } finally {
            making.release();
        }
    }

    /** The raw screen. */
    public Pixels capture(boolean withPointer) throws XException, InterruptedException {
        return server.call(x -> {
            Pixels pixels = x.capture().screen();
            Optional<CursorImage> pointer = withPointer ? x.capture().cursor() : Optional.empty();
            pointer.ifPresent(p -> Overlay.draw(p, pixels));
            return pixels;
        });
    }
}
