package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
    /** {@code XDamageReportNonEmpty}. */
    private static final int REPORT_ONCE = 3;

    private final XConnection x;
    private final int eventType;
    private final long damage;
    private boolean drawn = true;
    private long version;

    private XDamage(XConnection x, int eventType, long damage) {
        this.x = x;
        this.eventType = eventType;
        this.damage = damage;
    }

    static XDamage watch(XConnection x) throws XException {
        MemorySegment results = x.results();
        try {
            if ((int) QUERY.invokeExact(x.display(), results, results.asSlice(8)) == 0) {
                throw new XException("the X server lacks DAMAGE");
            }
            int first = results.get(JAVA_INT, 0);
            long created = (long) CREATE.invokeExact(x.display(), x.root(), REPORT_ONCE);
            x.sync();
            return new XDamage(x, first, created);
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
        x.sync();
        x.readEvents();
        if (drawn) {
            drawn = false;
            version++;
            try {
                SUBTRACT.invokeExact(x.display(), damage, 0L, 0L);
            } catch (Throwable e) {
                throw CLibrary.broken(e);
            }
            x.flush();
        }
        return version;
    }
}
