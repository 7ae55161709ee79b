package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/**
 * libX11: connection, errors, events, windows and properties. Names and argument orders are Xlib's; {@code XID},
 * {@code Atom} and {@code KeySym} are {@code unsigned long}, which is 64 bits on every system that the image runs on.
 */
final class LibX11 {
    static final CLibrary X11 = CLibrary.load("libX11.so.6");

    private static final MethodHandle OPEN = X11.function("XOpenDisplay", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle CLOSE = X11.function("XCloseDisplay", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle CONNECTION_NUMBER =
            X11.function("XConnectionNumber", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle SET_ERROR_HANDLER =
            X11.function("XSetErrorHandler", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle SET_IO_ERROR_HANDLER =
            X11.function("XSetIOErrorHandler", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle SET_IO_ERROR_EXIT_HANDLER =
            X11.function("XSetIOErrorExitHandler", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GET_ERROR_TEXT =
            X11.function("XGetErrorText", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle DEFAULT_SCREEN =
            X11.function("XDefaultScreen", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle ROOT =
            X11.function("XRootWindow", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT));
    private static final MethodHandle VISUAL =
            X11.function("XDefaultVisual", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle DEPTH =
            X11.function("XDefaultDepth", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle KILL_CLIENT =
            X11.function("XKillClient", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle SYNC = X11.function("XSync", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FLUSH = X11.function("XFlush", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle PENDING = X11.function("XPending", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle NEXT_EVENT =
            X11.function("XNextEvent", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SELECT_INPUT =
            X11.function("XSelectInput", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle INTERN_ATOM =
            X11.function("XInternAtom", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle GET_PROPERTY = X11.function(
            "XGetWindowProperty",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS,
                    ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle FREE = X11.function("XFree", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle GET_GEOMETRY = X11.function(
            "XGetGeometry",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle QUERY_POINTER = X11.function(
            "XQueryPointer",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GET_ATTRIBUTES =
            X11.function("XGetWindowAttributes", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle TRANSLATE = X11.function(
            "XTranslateCoordinates",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GET_IMAGE = X11.function(
            "XGetImage",
            FunctionDescriptor.of(
                    ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle DESTROY_IMAGE =
            X11.function("XDestroyImage", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private LibX11() {}

    static MemorySegment open(MemorySegment name) {
        try {
            return (MemorySegment) OPEN.invokeExact(name);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void close(MemorySegment display) {
        try {
            int ignored = (int) CLOSE.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static int connectionNumber(MemorySegment display) {
        try {
            return (int) CONNECTION_NUMBER.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void setErrorHandlers(MemorySegment error, MemorySegment ioError) {
        try {
            MemorySegment ignored = (MemorySegment) SET_ERROR_HANDLER.invokeExact(error);
            ignored = (MemorySegment) SET_IO_ERROR_HANDLER.invokeExact(ioError);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void setIoErrorExitHandler(MemorySegment display, MemorySegment handler) {
        try {
            SET_IO_ERROR_EXIT_HANDLER.invokeExact(display, handler, MemorySegment.NULL);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void errorText(MemorySegment display, int code, MemorySegment buffer) {
        try {
            int ignored = (int) GET_ERROR_TEXT.invokeExact(display, code, buffer, (int) buffer.byteSize());
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static int defaultScreen(MemorySegment display) {
        try {
            return (int) DEFAULT_SCREEN.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static long rootWindow(MemorySegment display, int screen) {
        try {
            return (long) ROOT.invokeExact(display, screen);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static MemorySegment visual(MemorySegment display, int screen) {
        try {
            return (MemorySegment) VISUAL.invokeExact(display, screen);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static int depth(MemorySegment display, int screen) {
        try {
            return (int) DEPTH.invokeExact(display, screen);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Sends what is buffered and waits until the server has done it. */
    static void sync(MemorySegment display) {
        try {
            int ignored = (int) SYNC.invokeExact(display, 0);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void flush(MemorySegment display) {
        try {
            int ignored = (int) FLUSH.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static int pending(MemorySegment display) {
        try {
            return (int) PENDING.invokeExact(display);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void nextEvent(MemorySegment display, MemorySegment event) {
        try {
            int ignored = (int) NEXT_EVENT.invokeExact(display, event);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void selectInput(MemorySegment display, long window, long mask) {
        try {
            int ignored = (int) SELECT_INPUT.invokeExact(display, window, mask);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static long internAtom(MemorySegment display, MemorySegment name) {
        try {
            return (long) INTERN_ATOM.invokeExact(display, name, 0);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Zero on success. The five results go to eight bytes each, one after another, in {@code results}. */
    static int getProperty(
            MemorySegment display, long window, long property, long maxLongs, boolean delete, MemorySegment results) {
        try {
            return (int) GET_PROPERTY.invokeExact(
                    display,
                    window,
                    property,
                    0L,
                    maxLongs,
                    delete ? 1 : 0,
                    0L,
                    results,
                    results.asSlice(8),
                    results.asSlice(16),
                    results.asSlice(24),
                    results.asSlice(32));
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void free(MemorySegment data) {
        try {
            int ignored = (int) FREE.invokeExact(data);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Non-zero on success; root, x, y, width, height, border, depth go to eight bytes each. */
    static int getGeometry(MemorySegment display, long drawable, MemorySegment results) {
        try {
            return (int) GET_GEOMETRY.invokeExact(
                    display,
                    drawable,
                    results,
                    results.asSlice(8),
                    results.asSlice(16),
                    results.asSlice(24),
                    results.asSlice(32),
                    results.asSlice(40),
                    results.asSlice(48));
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Non-zero on success; root, child, root x, root y, x, y, mask go to eight bytes each. */
    static int queryPointer(MemorySegment display, long window, MemorySegment results) {
        try {
            return (int) QUERY_POINTER.invokeExact(
                    display,
                    window,
                    results,
                    results.asSlice(8),
                    results.asSlice(16),
                    results.asSlice(24),
                    results.asSlice(32),
                    results.asSlice(40),
                    results.asSlice(48));
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static int getAttributes(MemorySegment display, long window, MemorySegment attributes) {
        try {
            return (int) GET_ATTRIBUTES.invokeExact(display, window, attributes);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Non-zero on success; x, y, child go to eight bytes each. */
    static int translate(MemorySegment display, long from, long to, MemorySegment results) {
        try {
            return (int)
                    TRANSLATE.invokeExact(display, from, to, 0, 0, results, results.asSlice(8), results.asSlice(16));
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** A whole window in Z format; NULL on failure. */
    static MemorySegment getImage(MemorySegment display, long window, int width, int height) {
        try {
            return (MemorySegment) GET_IMAGE.invokeExact(display, window, 0, 0, width, height, -1L, 2);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void destroyImage(MemorySegment image) {
        try {
            int ignored = (int) DESTROY_IMAGE.invokeExact(image);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Ends the connection of the client that made a window. */
    static void killClient(MemorySegment display, long window) {
        try {
            int ignored = (int) KILL_CLIENT.invokeExact(display, window);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
