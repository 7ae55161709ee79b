package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/** MIT-SHM (libXext), XTEST (libXtst) and XFIXES (libXfixes). */
final class LibXExtensions {
    private static final CLibrary EXT = CLibrary.load("libXext.so.6");
    private static final CLibrary TST = CLibrary.load("libXtst.so.6");
    private static final CLibrary FIXES = CLibrary.load("libXfixes.so.3");

    private static final MethodHandle SHM_QUERY =
            EXT.function("XShmQueryExtension", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle SHM_CREATE = EXT.function(
            "XShmCreateImage",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle SHM_ATTACH =
            EXT.function("XShmAttach", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SHM_DETACH =
            EXT.function("XShmDetach", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SHM_GET = EXT.function(
            "XShmGetImage",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG));

    private static final MethodHandle TEST_QUERY = TST.function(
            "XTestQueryExtension", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle TEST_GRAB_CONTROL =
            TST.function("XTestGrabControl", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FAKE_KEY =
            TST.function("XTestFakeKeyEvent", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FAKE_BUTTON = TST.function(
            "XTestFakeButtonEvent", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FAKE_MOTION = TST.function(
            "XTestFakeMotionEvent", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

    private static final MethodHandle FIXES_QUERY =
            FIXES.function("XFixesQueryExtension", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle FIXES_CURSOR =
            FIXES.function("XFixesGetCursorImage", FunctionDescriptor.of(ADDRESS, ADDRESS));

    private LibXExtensions() {}

    static boolean hasShm(MemorySegment display) {
        try {
            return (int) SHM_QUERY.invokeExact(display) != 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** An XImage without memory of its own, to be freed with {@link LibX11#free}; NULL on failure. */
    static MemorySegment shmCreateImage(
            MemorySegment display, MemorySegment visual, int depth, MemorySegment segmentInfo, int width, int height) {
        try {
            return (MemorySegment)
                    SHM_CREATE.invokeExact(display, visual, depth, 2, MemorySegment.NULL, segmentInfo, width, height);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static boolean shmAttach(MemorySegment display, MemorySegment segmentInfo) {
        try {
            return (int) SHM_ATTACH.invokeExact(display, segmentInfo) != 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void shmDetach(MemorySegment display, MemorySegment segmentInfo) {
        try {
            int ignored = (int) SHM_DETACH.invokeExact(display, segmentInfo);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static boolean shmGetImage(MemorySegment display, long window, MemorySegment image) {
        try {
            return (int) SHM_GET.invokeExact(display, window, image, 0, 0, -1L) != 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * @param scratch 32 bytes
     */
    static boolean hasTest(MemorySegment display, MemorySegment scratch) {
        try {
            return (int) TEST_QUERY.invokeExact(
                            display, scratch, scratch.asSlice(8), scratch.asSlice(16), scratch.asSlice(24))
                    != 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Lets this connection's requests through while another client has grabbed the server. */
    static void imperviousToGrabs(MemorySegment display) {
        try {
            int ignored = (int) TEST_GRAB_CONTROL.invokeExact(display, 1);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void fakeKey(MemorySegment display, int keycode, boolean down) {
        try {
            int ignored = (int) FAKE_KEY.invokeExact(display, keycode, down ? 1 : 0, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void fakeButton(MemorySegment display, int button, boolean down) {
        try {
            int ignored = (int) FAKE_BUTTON.invokeExact(display, button, down ? 1 : 0, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void fakeMotion(MemorySegment display, int x, int y) {
        try {
            int ignored = (int) FAKE_MOTION.invokeExact(display, -1, x, y, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * @param scratch 16 bytes
     */
    static boolean hasFixes(MemorySegment display, MemorySegment scratch) {
        try {
            return (int) FIXES_QUERY.invokeExact(display, scratch, scratch.asSlice(8)) != 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** {@code XFixesCursorImage}, to be freed with {@link LibX11#free}; NULL on failure. */
    static MemorySegment cursorImage(MemorySegment display) {
        try {
            return (MemorySegment) FIXES_CURSOR.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
