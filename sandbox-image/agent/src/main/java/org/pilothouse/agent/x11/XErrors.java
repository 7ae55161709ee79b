package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ffi.CLibrary;

/**
 * Xlib's error handlers, replaced: the original ones end the whole process, without its shutdown hooks, on any refused
 * request and on the death of the server. Xlib has one set for the process and calls it on the thread that made the
 * request, so each thread notes the errors of its own connection here.
 */
final class XErrors {
    private static final ThreadLocal<XErrors> OF_THREAD = new ThreadLocal<>();
    private static final MemorySegment IO_ERROR_EXIT = CLibrary.callback(
            MethodHandles.lookup(),
            "ioErrorExit",
            MethodType.methodType(void.class, MemorySegment.class, MemorySegment.class),
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));

    static {
        LibX11.setErrorHandlers(
                CLibrary.callback(
                        MethodHandles.lookup(),
                        "error",
                        MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)),
                CLibrary.callback(
                        MethodHandles.lookup(),
                        "ioError",
                        MethodType.methodType(int.class, MemorySegment.class),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS)));
    }

    private final MemorySegment display;
    private @Nullable String refused;
    private volatile boolean connectionLost;

    private XErrors(MemorySegment display) {
        this.display = display;
    }

    /** To be called before a connection is opened: from then on, no error of Xlib ends the process. */
    static void install() {
        // The static initialiser did it.
    }

    /** Notes the errors of this connection from now on; on the thread that will use it. */
    static XErrors watch(MemorySegment display) {
        XErrors errors = new XErrors(display);
        OF_THREAD.set(errors);
        LibX11.setIoErrorExitHandler(display, IO_ERROR_EXIT);
        return errors;
    }

    static void forget() {
        OF_THREAD.remove();
    }

    boolean connectionLost() {
        return connectionLost;
    }

    /** The error of a request since the last call, if there was one. */
    Optional<String> take() {
        String text = refused;
        refused = null;
        return Optional.ofNullable(text);
    }

    /** Called by Xlib; must not throw. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // a C callback
    private static int error(MemorySegment display, MemorySegment event) {
        try {
            XErrors errors = OF_THREAD.get();
            if (errors != null) {
                errors.note(event.reinterpret(40));
            }
        } catch (Throwable e) {
            // An exception that left an upcall would end the JVM; the request is seen to have failed anyway.
        }
        return 0;
    }

    private void note(MemorySegment event) {
        int code = event.get(JAVA_BYTE, 32) & 0xff;
        int request = event.get(JAVA_BYTE, 33) & 0xff;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(128);
            LibX11.errorText(display, code, text);
            refused = text.getString(0) + " (request " + request + ")";
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // a C callback
    private static int ioError(MemorySegment display) {
        try {
            XErrors errors = OF_THREAD.get();
            if (errors != null) {
                errors.connectionLost = true;
            }
        } catch (Throwable e) {
            // as above
        }
        return 0;
    }

    /** Returning from here, instead of ending the process, makes Xlib's call return as if nothing had come. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // a C callback
    private static void ioErrorExit(MemorySegment display, MemorySegment data) {
        // nothing to do
    }
}
