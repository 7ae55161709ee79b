package org.pilothouse.rfb.fuzz;

import java.io.IOException;

/** Something that takes any bytes. It may refuse them with an exception of the engine's own; whatever else it throws is a finding. */
@FunctionalInterface
interface FuzzTarget {
    void run(byte[] data) throws IOException;
}
