package org.pilothouse.agent.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The few functions of the C library that Java has no face for. */
public final class LibC {
    public static final short POLLIN = 1;
    private static final CLibrary C = CLibrary.standard();
    private static final MethodHandle KILL = C.function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle POLL =
            C.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle EVENTFD =
            C.function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD_WRITE =
            C.function("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle EVENTFD_READ =
            C.function("eventfd_read", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CLOSE = C.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SHUTDOWN =
            C.function("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SHMGET =
            C.function("shmget", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SHMAT =
            C.function("shmat", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SHMDT = C.function("shmdt", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle SHMCTL =
            C.function("shmctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

    private static final MethodHandle MALLOC_TRIM =
            C.function("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

    private static final MethodHandle MADVISE =
            C.function("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

    private static final int MADV_DONTNEED = 4;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int IPC_PRIVATE = 0;
    private static final int IPC_CREAT = 0x200;
    private static final int IPC_RMID = 0;
    private static final int OWNER_ONLY = 0x180;

    private LibC() {}

    /**
     * @param target a process, or minus the number of a process group
     * @return whether there was such a target
     */
    public static boolean kill(int target, int signal) {
        try {
            return (int) KILL.invokeExact(target, signal) == 0;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * @param pollfds array of {@code struct pollfd}
     * @param timeoutMillis -1 for none
     */
    public static int poll(MemorySegment pollfds, long count, int timeoutMillis) {
        try {
            return (int) POLL.invokeExact(pollfds, count, timeoutMillis);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** A file descriptor by which one thread wakes another out of {@link #poll}; -1 on failure. */
    public static int wakeUpDescriptor() {
        try {
            return (int) EVENTFD.invokeExact(0, EFD_CLOEXEC | EFD_NONBLOCK);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    public static void wakeUp(int descriptor) {
        try {
            int ignored = (int) EVENTFD_WRITE.invokeExact(descriptor, 1L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * @param scratch eight bytes
     */
    public static void clearWakeUp(int descriptor, MemorySegment scratch) {
        try {
            int ignored = (int) EVENTFD_READ.invokeExact(descriptor, scratch);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    public static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Ends both directions of a socket, so that a thread that is blocked on it goes on. */
    public static void shutdown(int descriptor) {
        try {
            int ignored = (int) SHUTDOWN.invokeExact(descriptor, 2);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Gives memory that was freed back to the system. */
    public static void trimHeap() {
        try {
            int ignored = (int) MALLOC_TRIM.invokeExact(0L);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * Lets go of the memory of whole pages; what is next read there comes from the mapped file again. What was written
     * to them is lost.
     */
    public static void forgetPages(long address, long length) {
        try {
            int ignored = (int) MADVISE.invokeExact(address, length, MADV_DONTNEED);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** A new private System V shared memory segment; -1 on failure. */
    public static int shmCreate(long bytes) {
        try {
            return (int) SHMGET.invokeExact(IPC_PRIVATE, bytes, IPC_CREAT | OWNER_ONLY);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** The address of the segment in this process; -1 on failure. */
    public static MemorySegment shmAttach(int id) {
        try {
            return (MemorySegment) SHMAT.invokeExact(id, MemorySegment.NULL, 0);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    public static void shmDetach(MemorySegment address) {
        try {
            int ignored = (int) SHMDT.invokeExact(address);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Marks the segment for removal as soon as nobody has it attached. */
    public static void shmRemove(int id) {
        try {
            int ignored = (int) SHMCTL.invokeExact(id, IPC_RMID, MemorySegment.NULL);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
