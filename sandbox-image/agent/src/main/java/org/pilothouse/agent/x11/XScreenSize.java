package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/** Changes the size of the screen, while programs run on it (RandR 1.2). */
final class XScreenSize {
    private static final double MM_PER_INCH = 25.4;
    private static final int DPI = 96;
    /** {@code sizeof(XRRModeInfo)}. */
    private static final long MODE_BYTES = 80;

    private final XConnection x;

    XScreenSize(XConnection x) {
        this.x = x;
    }

    /**
     * @throws XException where the server refuses that size
     */
    void set(Size size) throws XException {
        Size present = x.size();
        if (present.equals(size)) {
            return;
        }
        MemorySegment resources = LibXRandr.resources(x.display(), x.root());
        if (resources.equals(MemorySegment.NULL)) {
            throw x.failed("reading the display's modes");
        }
        try (Arena arena = Arena.ofConfined()) {
            // XRRScreenResources: ncrtc 16, crtcs 24, noutput 32, outputs 40, nmode 48, modes 56
            MemorySegment all = resources.reinterpret(64);
            if (all.get(JAVA_INT, 16) < 1 || all.get(JAVA_INT, 32) < 1) {
                throw new XException("the display has no output whose size could be changed");
            }
            long crtc = all.get(ADDRESS, 24).reinterpret(8).get(JAVA_LONG, 0);
            long output = all.get(ADDRESS, 40).reinterpret(8).get(JAVA_LONG, 0);
            OptionalLong known = mode(all, size);
            long mode = known.isPresent() ? known.getAsLong() : create(arena, size);
            LibXRandr.addOutputMode(x.display(), output, mode);
            LibX11.sync(x.display());
            // the output may have had the mode before
            x.clearErrors();
            // The screen must hold the mode before and after it is set.
            screen(new Size(Math.max(present.width(), size.width()), Math.max(present.height(), size.height())));
            int failed = LibXRandr.setCrtc(x.display(), resources, crtc, mode, arena.allocateFrom(JAVA_LONG, output));
            screen(failed == 0 ? size : present);
            x.sync();
            if (failed != 0) {
                throw new XException("the X server refused the size " + size);
            }
        } finally {
            LibXRandr.freeResources(resources);
        }
    }

    private void screen(Size size) {
        LibXRandr.setScreenSize(
                x.display(),
                x.root(),
                size.width(),
                size.height(),
                millimetres(size.width()),
                millimetres(size.height()));
    }

    private static int millimetres(int pixels) {
        return (int) Math.round(pixels * MM_PER_INCH / DPI);
    }

    private static OptionalLong mode(MemorySegment resources, Size size) {
        int count = resources.get(JAVA_INT, 48);
        MemorySegment modes = resources.get(ADDRESS, 56).reinterpret(count * MODE_BYTES);
        for (int i = 0; i < count; i++) {
            // XRRModeInfo: id 0, width 8, height 12
            MemorySegment mode = modes.asSlice(i * MODE_BYTES, MODE_BYTES);
            if (mode.get(JAVA_INT, 8) == size.width() && mode.get(JAVA_INT, 12) == size.height()) {
                return OptionalLong.of(mode.get(JAVA_LONG, 0));
            }
        }
        return OptionalLong.empty();
    }

    /** Times of a monitor mean nothing here, but must be there. */
    private long create(Arena arena, Size size) {
        String name = "pilothouse-" + size;
        MemorySegment mode = arena.allocate(MODE_BYTES, 8);
        mode.set(JAVA_INT, 8, size.width());
        mode.set(JAVA_INT, 12, size.height());
        mode.set(JAVA_LONG, 16, 60L * size.width() * size.height());
        mode.set(JAVA_INT, 24, size.width());
        mode.set(JAVA_INT, 28, size.width());
        mode.set(JAVA_INT, 32, size.width());
        mode.set(JAVA_INT, 40, size.height());
        mode.set(JAVA_INT, 44, size.height());
        mode.set(JAVA_INT, 48, size.height());
        mode.set(ADDRESS, 56, arena.allocateFrom(name));
        mode.set(JAVA_INT, 64, name.length());
        return LibXRandr.createMode(x.display(), x.root(), mode);
    }
}
