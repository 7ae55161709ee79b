package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/** libX11: sending events, selections, a window to own them. */
final class LibXEvents {
    private static final CLibrary X11 = LibX11.X11;
    private static final MethodHandle SEND_EVENT = X11.function(
            "XSendEvent", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle CREATE_WINDOW = X11.function(
            "XCreateSimpleWindow",
            FunctionDescriptor.of(
                    JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG,
                    JAVA_LONG));
    private static final MethodHandle SET_OWNER = X11.function(
            "XSetSelectionOwner", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle GET_OWNER =
            X11.function("XGetSelectionOwner", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG));
    private static final MethodHandle CHANGE_PROPERTY = X11.function(
            "XChangeProperty",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private static final MethodHandle CONVERT_SELECTION = X11.function(
            "XConvertSelection",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final long PROPERTY_CHANGE = 1L << 22;

    private LibXEvents() {}

    /** Sends an event to the clients that chose {@code mask} on the window; with mask 0 to the window's own client. */
    static void send(MemorySegment display, long window, long mask, MemorySegment event) {
        try {
            int ignored = (int) SEND_EVENT.invokeExact(display, window, 0, mask, event);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** A window that is never shown. */
    static long createWindow(MemorySegment display, long parent) {
        try {
            return (long) CREATE_WINDOW.invokeExact(display, parent, 0, 0, 1, 1, 0, 0L, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void setSelectionOwner(MemorySegment display, long selection, long window) {
        try {
            int ignored = (int) SET_OWNER.invokeExact(display, selection, window, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static long selectionOwner(MemorySegment display, long selection) {
        try {
            return (long) GET_OWNER.invokeExact(display, selection);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Asks the owner of a selection to put it, in the form {@code target}, into a property of a window of ours. */
    static void convertSelection(MemorySegment display, long selection, long target, long property, long window) {
        try {
            int ignored = (int) CONVERT_SELECTION.invokeExact(display, selection, target, property, window, 0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Has changes of a window's properties told. */
    static void watchProperties(MemorySegment display, long window) {
        LibX11.selectInput(display, window, PROPERTY_CHANGE);
    }

    /**
     * Replaces a property.
     *
     * @param format 8, or 32 for items that are longs in memory
     */
    static void changeProperty(
            MemorySegment display, long window, long property, long type, int format, MemorySegment data, int items) {
        try {
            int ignored = (int) CHANGE_PROPERTY.invokeExact(display, window, property, type, format, 0, data, items);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
