package org.pilothouse.agent.recording;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XCapture.RawScreen;

/** A picture in planes of brightness and colour (I420, BT.601), which is what encoders take; by libyuv. */
final class Yuv {
    private static final CLibrary YUV = CLibrary.load("libyuv.so.0");
    private static final MethodHandle FROM_BGRX = YUV.function(
            "ARGBToI420",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT,
                    JAVA_INT));
    private static final MethodHandle SCALE = YUV.function(
            "I420Scale",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final int FILTER_BOX = 3;

    private final Size size;
    private final MemorySegment y;
    private final MemorySegment u;
    private final MemorySegment v;

    /**
     * @param size even numbers
     */
    Yuv(Arena arena, Size size) {
        this.size = size;
        long pixels = (long) size.width() * size.height();
        this.y = arena.allocate(pixels, 64);
        this.u = arena.allocate(pixels / 4, 64);
        this.v = arena.allocate(pixels / 4, 64);
        black();
    }

    Size size() {
        return size;
    }

    int stride() {
        return size.width();
    }

    MemorySegment y() {
        return y;
    }

    MemorySegment u() {
        return u;
    }

    MemorySegment v() {
        return v;
    }

    private void black() {
        y.fill((byte) 16);
        u.fill((byte) 128);
        v.fill((byte) 128);
    }

    /** Takes over a screen; one of another size is made to fit, with black beside it. */
    void take(RawScreen screen) {
        int width = screen.size().width() & ~1;
        int height = screen.size().height() & ~1;
        if (width == size.width() && height == size.height()) {
            convert(screen, width, height, this);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Yuv whole = new Yuv(arena, new Size(width, height));
            convert(screen, width, height, whole);
            black();
            scale(whole);
        }
    }

    private static void convert(RawScreen screen, int width, int height, Yuv target) {
        try {
            int ignored = (int) FROM_BGRX.invokeExact(
                    screen.data(),
                    screen.stride(),
                    target.y,
                    target.stride(),
                    target.u,
                    target.stride() / 2,
                    target.v,
                    target.stride() / 2,
                    width,
                    height);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    private void scale(Yuv from) {
        double factor =
                Math.min((double) size.width() / from.size.width(), (double) size.height() / from.size.height());
        int width = Math.max(2, (int) (from.size.width() * factor) & ~1);
        int height = Math.max(2, (int) (from.size.height() * factor) & ~1);
        int left = (size.width() - width) / 4 * 2;
        int top = (size.height() - height) / 4 * 2;
        long colour = (long) top / 2 * (stride() / 2) + left / 2;
        try {
            int ignored = (int) SCALE.invokeExact(
                    from.y,
                    from.stride(),
                    from.u,
                    from.stride() / 2,
                    from.v,
                    from.stride() / 2,
                    from.size.width(),
                    from.size.height(),
                    y.asSlice((long) top * stride() + left),
                    stride(),
                    u.asSlice(colour),
                    stride() / 2,
                    v.asSlice(colour),
                    stride() / 2,
                    width,
                    height,
                    FILTER_BOX);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
