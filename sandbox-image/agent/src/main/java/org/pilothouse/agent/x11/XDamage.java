package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/** Whether something was drawn on the screen (DAMAGE). The server says so once, and again after the next look. */
public final class XDamage {
    private static final CLibrary DAMAGE = CLibrary.load("libXdamage.so.1");
    private static final MethodHandle QUERY =
            DAMAGE.function("XDamageQueryExtension", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle CREATE =
            DAMAGE.function("XDamageCreate", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SUBTRACT =
            DAMAGE.function("XDamageSubtract", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final CLibrary FIXES = CLibrary.load("libXfixes.so.3");
    private static final MethodHandle CREATE_REGION =
            FIXES.function("XFixesCreateRegion", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle FETCH_REGION = FIXES.function(
            "XFixesFetchRegionAndBounds", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    /** {@code XDamageReportNonEmpty}. */
    private static final int REPORT_ONCE = 3;

    /** Servers save a little more than the pointer's own picture. */
    private static final int MARGIN = 8;

    private final XConnection x;
    private final int eventType;
    private final long damage;
    private final long region;
    private boolean drawn = true;
    private long version;
    private long elsewhere;

    private XDamage(XConnection x, int eventType, long damage, long region) {
        this.x = x;
        this.eventType = eventType;
        this.damage = damage;
        this.region = region;
    }

    static XDamage watch(XConnection x) throws XException {
        MemorySegment results = x.results();
        try {
            if ((int) QUERY.invokeExact(x.display(), results, results.asSlice(8)) == 0) {
                throw new XException("the X server lacks DAMAGE");
            }
            int first = results.get(JAVA_INT, 0);
            long created = (long) CREATE.invokeExact(x.display(), x.root(), REPORT_ONCE);
            long region = (long) CREATE_REGION.invokeExact(x.display(), MemorySegment.NULL, 0);
            x.sync();
            return new XDamage(x, first, created, region);
        } catch (XException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    void note(MemorySegment event) {
        drawn |= event.get(JAVA_INT, 0) == eventType;
    }

    /**
     * A number that grows when something is drawn; the same number means the same picture. The pointer is not part of
     * it. One round trip to the server, 0.02 ms.
     */
    public long version() throws XException {
        look();
        return version;
    }

    /**
     * As {@link #version}, but without what was drawn under the pointer alone. A server that draws the pointer into the
     * screen takes it off and puts it back for each picture, so that a picture would follow from each picture.
     */
    public long versionElsewhere() throws XException {
        look();
        return elsewhere;
    }

    private void look() throws XException {
        x.sync();
        x.readEvents();
        if (!drawn) {
            return;
        }
        drawn = false;
        version++;
        try {
            SUBTRACT.invokeExact(x.display(), damage, 0L, region);
            MemorySegment count = x.results();
            MemorySegment bounds = x.results().asSlice(8, 8);
            MemorySegment rectangles = (MemorySegment) FETCH_REGION.invokeExact(x.display(), region, count, bounds);
            if (!rectangles.equals(MemorySegment.NULL)) {
                LibX11.free(rectangles);
            }
            int left = bounds.get(JAVA_SHORT, 0);
            int top = bounds.get(JAVA_SHORT, 2);
            int right = left + (bounds.get(JAVA_SHORT, 4) & 0xffff);
            int bottom = top + (bounds.get(JAVA_SHORT, 6) & 0xffff);
            if (!underPointer(left, top, right, bottom)) {
                elsewhere++;
            }
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    private boolean underPointer(int left, int top, int right, int bottom) {
        return x.capture()
                .cursor()
                .filter(p -> left >= p.x() - MARGIN
                        && top >= p.y() - MARGIN
                        && right <= p.x() + p.pixels().width() + MARGIN
                        && bottom <= p.y() + p.pixels().height() + MARGIN)
                .isPresent();
    }
}
