package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ffi.LibC;

/** Reads the screen: through memory shared with the server where it allows that, else over the connection. */
public final class XCapture {
    /** Offsets in {@code XImage}. */
    private static final long DATA = 16;

    private static final long BYTE_ORDER = 24;
    private static final long BYTES_PER_LINE = 44;
    private static final long BITS_PER_PIXEL = 48;
    private static final long RED_MASK = 56;
    private static final long BLUE_MASK = 72;
    private static final long IMAGE_BYTES = 136;

    private final XConnection x;
    private @Nullable Shared shared;
    private boolean sharingRefused;
    /** The latest picture that came over the connection. */
    private @Nullable MemorySegment sent;

    XCapture(XConnection x) {
        this.x = x;
    }

    /** The whole screen, without the pointer; alpha is undefined. 0.3 ms for 1280x800, and a copy. */
    public Pixels screen() throws XException {
        return screen(size -> new int[size.width() * size.height()]);
    }

    /**
     * As {@link #screen()}, into an array of the caller's.
     *
     * @param arrays gives one of as many pixels as the size has
     */
    public Pixels screen(Function<Size, int[]> arrays) throws XException {
        RawScreen raw = raw();
        Size size = raw.size();
        int[] argb = arrays.apply(size);
        // Rows have no padding on any screen seen so far.
        int rows = raw.stride() == size.width() * Integer.BYTES ? size.height() : 1;
        for (int row = 0; row < size.height(); row += rows) {
            raw.copyRow(row, argb, row * size.width(), size.width() * rows);
        }
        return new Pixels(size.width(), size.height(), argb);
    }

    /**
     * The whole screen where the server has drawn it, without a copy where it shares memory with us; valid until the
     * next picture is taken. May be drawn into.
     */
    public RawScreen raw() throws XException {
        Size size = x.size();
        MemorySegment image = image(size);
        requireBgrx(image);
        int stride = image.get(JAVA_INT, BYTES_PER_LINE);
        MemorySegment data = image.get(ADDRESS, DATA).reinterpret((long) stride * size.height());
        return new RawScreen(size, stride, data);
    }

    private MemorySegment image(Size size) throws XException {
        Shared segment = shared(size);
        if (segment != null) {
            if (!LibXExtensions.shmGetImage(x.display(), x.root(), segment.image)) {
                // The screen may have become smaller since its size was read.
                throw x.failed("reading the screen");
            }
            return segment.image;
        }
        destroySent();
        MemorySegment image = LibX11.getImage(x.display(), x.root(), size.width(), size.height());
        if (image.equals(MemorySegment.NULL)) {
            throw x.failed("reading the screen");
        }
        sent = image.reinterpret(IMAGE_BYTES);
        return sent;
    }

    /**
     * Rows of BGRX.
     *
     * @param stride bytes from one row to the next
     */
    public record RawScreen(Size size, int stride, MemorySegment data) {
        /** Copies pixels from the row's first one on. */
        public void copyRow(int row, int[] target, int at, int count) {
            MemorySegment.copy(data, JAVA_INT, (long) row * stride, target, at, count);
        }
    }

    private static void requireBgrx(MemorySegment image) throws XException {
        if (image.get(JAVA_INT, BITS_PER_PIXEL) != 32
                || image.get(JAVA_INT, BYTE_ORDER) != 0
                || image.get(JAVA_LONG, RED_MASK) != 0xff0000
                || image.get(JAVA_LONG, BLUE_MASK) != 0xff) {
            throw new XException("the screen has a pixel format that is not supported; it must be 24 bits deep, BGRX");
        }
    }

    /** The pointer's present look, if it is visible. 0.01 ms. */
    public Optional<CursorImage> cursor() {
        MemorySegment pointer = LibXExtensions.cursorImage(x.display());
        if (pointer.equals(MemorySegment.NULL)) {
            x.clearErrors();
            return Optional.empty();
        }
        MemorySegment image = pointer.reinterpret(48);
        try {
            int width = image.get(JAVA_SHORT, 4) & 0xffff;
            int height = image.get(JAVA_SHORT, 6) & 0xffff;
            if (width == 0 || height == 0) {
                return Optional.empty();
            }
            // Each pixel is an unsigned long of which the lower 32 bits count.
            MemorySegment longs = image.get(ADDRESS, 24).reinterpret((long) width * height * Long.BYTES);
            int[] argb = new int[width * height];
            for (int i = 0; i < argb.length; i++) {
                argb[i] = (int) longs.getAtIndex(JAVA_LONG, i);
            }
            int left = image.get(JAVA_SHORT, 0) - (image.get(JAVA_SHORT, 8) & 0xffff);
            int top = image.get(JAVA_SHORT, 2) - (image.get(JAVA_SHORT, 10) & 0xffff);
            return Optional.of(new CursorImage(left, top, new Pixels(width, height, argb)));
        } finally {
            LibX11.free(pointer);
        }
    }

    /** Lets go of the memory that is shared with the server; the next picture shares some again, in half a millisecond. */
    public void release() {
        close();
    }

    void close() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        destroySent();
    }

    private void destroySent() {
        if (sent != null) {
            LibX11.destroyImage(sent);
            sent = null;
        }
    }

    private @Nullable Shared shared(Size size) {
        if (sharingRefused) {
            return null;
        }
        if (shared != null && !shared.size.equals(size)) {
            close();
        }
        if (shared == null) {
            shared = Shared.create(x, size);
            sharingRefused = shared == null;
        }
        return shared;
    }

    /** A segment of memory that the server draws into. */
    private static final class Shared {
        private final XConnection x;
        private final Size size;
        private final MemorySegment info;
        private final MemorySegment image;
        private final MemorySegment address;

        private Shared(XConnection x, Size size, MemorySegment info, MemorySegment image, MemorySegment address) {
            this.x = x;
            this.size = size;
            this.info = info;
            this.image = image;
            this.address = address;
        }

        /** Null where the server does not share memory with us: it may be on another machine or in another container. */
        static @Nullable Shared create(XConnection x, Size size) {
            if (!LibXExtensions.hasShm(x.display())) {
                return null;
            }
            // XShmSegmentInfo: shmseg, shmid, shmaddr, readOnly
            MemorySegment info = x.arena().allocate(32, 8);
            MemorySegment created = LibXExtensions.shmCreateImage(
                    x.display(),
                    LibX11.visual(x.display(), x.screen()),
                    LibX11.depth(x.display(), x.screen()),
                    info,
                    size.width(),
                    size.height());
            if (created.equals(MemorySegment.NULL)) {
                return null;
            }
            MemorySegment image = created.reinterpret(IMAGE_BYTES);
            long bytes = (long) image.get(JAVA_INT, BYTES_PER_LINE) * size.height();
            int id = LibC.shmCreate(bytes);
            if (id < 0) {
                LibX11.free(image);
                return null;
            }
            MemorySegment address = LibC.shmAttach(id);
            info.set(JAVA_INT, 8, id);
            info.set(ADDRESS, 16, address);
            image.set(ADDRESS, DATA, address);
            x.clearErrors();
            boolean attached = address.address() != -1L && LibXExtensions.shmAttach(x.display(), info);
            LibX11.sync(x.display());
            attached &= x.tookNoError();
            // It lives on until the last of both sides lets go, even if that is by a crash.
            LibC.shmRemove(id);
            Shared shared = new Shared(x, size, info, image, address);
            if (!attached) {
                shared.free();
                return null;
            }
            return shared;
        }

        void close() {
            if (x.alive()) {
                LibXExtensions.shmDetach(x.display(), info);
                LibX11.sync(x.display());
            }
            free();
        }

        private void free() {
            if (address.address() != -1L) {
                LibC.shmDetach(address);
            }
            LibX11.free(image);
        }
    }
}
