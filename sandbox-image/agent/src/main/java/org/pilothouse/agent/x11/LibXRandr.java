package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/** libXrandr, version 1.2 of the extension: modes, outputs, the size of the screen. */
final class LibXRandr {
    private static final CLibrary RANDR = CLibrary.load("libXrandr.so.2");
    private static final MethodHandle RESOURCES =
            RANDR.function("XRRGetScreenResourcesCurrent", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE_RESOURCES =
            RANDR.function("XRRFreeScreenResources", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle CREATE_MODE =
            RANDR.function("XRRCreateMode", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle ADD_OUTPUT_MODE =
            RANDR.function("XRRAddOutputMode", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle SET_SCREEN_SIZE = RANDR.function(
            "XRRSetScreenSize", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SET_CRTC = RANDR.function(
            "XRRSetCrtcConfig",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS,
                    JAVA_INT));

    private LibXRandr() {}

    static MemorySegment resources(MemorySegment display, long root) {
        try {
            return (MemorySegment) RESOURCES.invokeExact(display, root);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void freeResources(MemorySegment resources) {
        try {
            FREE_RESOURCES.invokeExact(resources);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static long createMode(MemorySegment display, long root, MemorySegment mode) {
        try {
            return (long) CREATE_MODE.invokeExact(display, root, mode);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void addOutputMode(MemorySegment display, long output, long mode) {
        try {
            ADD_OUTPUT_MODE.invokeExact(display, output, mode);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void setScreenSize(MemorySegment display, long root, int width, int height, int mmWidth, int mmHeight) {
        try {
            SET_SCREEN_SIZE.invokeExact(display, root, width, height, mmWidth, mmHeight);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Zero on success. */
    static int setCrtc(MemorySegment display, MemorySegment resources, long crtc, long mode, MemorySegment output) {
        try {
            // at 0,0, not rotated, on one output
            return (int) SET_CRTC.invokeExact(display, resources, crtc, 0L, 0, 0, mode, 1, output, 1);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
