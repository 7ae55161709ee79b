package org.pilothouse.agent.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayNumberTest {
    @TempDir
    Path folder;

    private int choose(String... names) throws IOException {
        StringBuilder sockets = new StringBuilder("Num       RefCount Protocol Flags    Type St Inode Path\n");
        for (String name : names) {
            sockets.append("0000000000000000: 00000002 00000000 00010000 0001 01 12345 ")
                    .append(name)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("unix"), sockets);
        return DisplayNumber.choose(file, folder);
    }

    @Test
    void isOneInASandboxOfItsOwn() throws Exception {
        assertEquals(1, choose());
        assertEquals(1, choose("/tmp/.X11-unix/X1", "@/tmp/.X11-unix/X11", "@/tmp/.ICE-unix/1"));
    }

    @Test
    void isNotThatOfAnotherServer() throws Exception {
        assertEquals(3, choose("@/tmp/.X11-unix/X1", "@/tmp/.X11-unix/X2", "@/tmp/.X11-unix/X4"));
    }

    @Test
    void aRestartedAgentFindsItsServer() throws Exception {
        Files.createFile(folder.resolve("X2"));
        assertEquals(2, choose());
    }
}
