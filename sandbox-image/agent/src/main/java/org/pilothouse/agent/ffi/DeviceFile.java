package org.pilothouse.agent.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** A FIFO or a terminal, opened as Java cannot: without waiting for its other end, and without becoming its session. */
public final class DeviceFile implements AutoCloseable {
    private static final CLibrary C = CLibrary.standard();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle OPEN = C.function(
            "open",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            WITH_ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle WRITE =
            C.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), WITH_ERRNO);
    private static final MethodHandle IOCTL = C.function(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            WITH_ERRNO,
            Linker.Option.firstVariadicArg(2));

    private static final int O_WRONLY = 1;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int EAGAIN = 11;
    private static final int ENXIO = 6;
    private static final int EPIPE = 32;

    private final int descriptor;
    private final Path path;

    private DeviceFile(int descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /** Nobody reads at the other end. */
    public static final class NobodyReadsException extends IOException {
        private static final long serialVersionUID = 1L;

        NobodyReadsException(Path path) {
            super("nobody reads " + path);
        }
    }

    /**
     * Opens it for writing.
     *
     * @throws NobodyReadsException for a FIFO that nobody has open for reading
     */
    public static DeviceFile openForWriting(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
            int descriptor = (int) OPEN.invokeExact(state, arena.allocateFrom(path.toString()), flags, 0);
            if (descriptor < 0) {
                throw failure("open", path, (int) ERRNO.get(state, 0L));
            }
            return new DeviceFile(descriptor, path);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Writes what it takes now; answers how much that was, possibly nothing. */
    public int write(byte[] data, int from) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment rest = arena.allocate(data.length - (long) from);
            MemorySegment.copy(data, from, rest, JAVA_BYTE, 0, data.length - from);
            long written = (long) WRITE.invokeExact(state, descriptor, rest, rest.byteSize());
            if (written < 0) {
                int error = (int) ERRNO.get(state, 0L);
                if (error != EAGAIN) {
                    throw failure("write to", path, error);
                }
                return 0;
            }
            return (int) written;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Sets the size of a terminal, which tells the programs on it. */
    public void terminalSize(int columns, int rows) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment size = arena.allocate(JAVA_SHORT, 4);
            size.setAtIndex(JAVA_SHORT, 0, (short) rows);
            size.setAtIndex(JAVA_SHORT, 1, (short) columns);
            if ((int) IOCTL.invokeExact(state, descriptor, TIOCSWINSZ, size) != 0) {
                throw failure("resize", path, (int) ERRNO.get(state, 0L));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    private static IOException failure(String what, Path path, int error) {
        return error == ENXIO || error == EPIPE
                ? new NobodyReadsException(path)
                : new IOException("cannot " + what + " " + path + ": error " + error);
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
