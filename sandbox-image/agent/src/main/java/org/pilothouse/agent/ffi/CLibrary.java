package org.pilothouse.agent.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Binds functions of one shared library. A binding is made once and kept in a static final field, where it is free. */
public final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    private final String name;
    private final SymbolLookup symbols;

    private CLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /**
     * @param soname such as {@code libX11.so.6}
     * @throws IllegalArgumentException where the machine has no such library
     */
    public static CLibrary load(String soname) {
        return new CLibrary(soname, SymbolLookup.libraryLookup(soname, Arena.global()));
    }

    /** The C library, which is always loaded. */
    public static CLibrary standard() {
        return new CLibrary("libc", LINKER.defaultLookup());
    }

    /**
     * @throws IllegalStateException where the library lacks the function
     */
    public MethodHandle function(String function, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(address(function), type, options);
    }

    /**
     * Where a function is, to be handed to another one.
     *
     * @throws IllegalStateException where the library lacks the function
     */
    public MemorySegment address(String function) {
        return symbols.find(function)
                .orElseThrow(() -> new IllegalStateException(name + " has no function " + function
                        + "; the library is older than the one the agent is written for"));
    }

    /** Calls a function whose address is known only when it is called, such as a method of a C object: its first argument. */
    public static MethodHandle pointer(FunctionDescriptor type) {
        return LINKER.downcallHandle(type);
    }

    /**
     * A C function pointer to a static Java method. The method must not throw: that would end the JVM.
     *
     * @param lookup of the class that has the method
     */
    public static MemorySegment callback(
            MethodHandles.Lookup lookup, String method, MethodType javaType, FunctionDescriptor type) {
        try {
            return LINKER.upcallStub(lookup.findStatic(lookup.lookupClass(), method, javaType), type, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no method " + method + " in " + lookup.lookupClass(), e);
        }
    }

    /** What a call of a bound function is turned into when it throws, which only a wrong binding can cause. */
    public static IllegalStateException broken(Throwable cause) {
        return new IllegalStateException("a native call failed", cause);
    }
}
