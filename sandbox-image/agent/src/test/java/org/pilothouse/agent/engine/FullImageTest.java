package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The image with tools and coding agents; only where {@code make image-full} has been run. */
@Tag("engine")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class FullImageTest {
    private static final String IMAGE = System.getenv().getOrDefault("IMAGE_FULL", "pilothouse/sandbox:full");
    private static final Path SECCOMP =
            Path.of("..", "image", "seccomp.json").toAbsolutePath().normalize();

    @BeforeAll
    static void present() throws Exception {
        Assumptions.assumeTrue(
                Sandbox.run(List.of("docker", "image", "inspect", IMAGE)).status() == 0,
                IMAGE + " has not been built (make image-full)");
    }

    /** As the gateway runs it, but for the program. */
    private static String run(String command, String... flags) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--rm",
                "--network",
                "none",
                "--read-only",
                "--tmpfs",
                "/tmp:exec",
                "--tmpfs",
                "/run:uid=1000,gid=1000,mode=0755",
                "--tmpfs",
                "/home/desk:uid=1000,gid=1000,exec",
                "--shm-size",
                "256m",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "-m",
                "2g"));
        words.addAll(List.of(flags));
        words.addAll(
                List.of("--entrypoint", "bash", IMAGE, "-c", "cp -a /etc/skel/. ~; mkdir /run/pilothouse; " + command));
        return Sandbox.docker(words.toArray(String[]::new));
    }

    @Test
    void hasItsToolsWithoutANetwork() throws Exception {
        String versions =
                run("node --version; npm --version; go version; python3 --version; git --version; cat /opt/ai/tools");
        assertTrue(versions.contains("v24."), versions);
        assertTrue(versions.contains("go version go1."), versions);
        assertTrue(versions.contains("Python 3."), versions);
        String built = run(
                "cd /tmp && printf 'package main\\nfunc main() { println(\"built\") }\\n' >a.go && go run a.go 2>&1;"
                        + " python3 -m venv /tmp/v && /tmp/v/bin/python -c 'print(1+1)'; node -p 6*7");
        assertTrue(built.contains("built") && built.contains("2\n") && built.contains("42"), built);
    }

    @Test
    void holdsNoTraceOfTheBuildingMachinesPackageSources() throws Exception {
        ImageTest.holdsNoTraceOfSources(IMAGE);
    }

    @Test
    void itsCodingAgentsFindTheSkill() throws Exception {
        String tools = run("cat /opt/ai/tools");
        Assumptions.assumeTrue(tools.contains("opencode"), "the npm registry has no OpenCode");
        String skills = run("cd /tmp && timeout 60 opencode debug skill 2>&1 || true");
        assertTrue(skills.contains("pilothouse-desktop"), skills);
        String config = run("cd /tmp && timeout 60 opencode debug config 2>&1 || true");
        assertTrue(config.contains("skills-first.md"), config);
        assertTrue(run("head -n 2 ~/.claude/skills/pilothouse-desktop/SKILL.md").contains("name: pilothouse-desktop"));
    }

    @Test
    void chromiumKeepsItsSandboxWhereItMayAndSaysSo() throws Exception {
        String page =
                "timeout 90 chromium --headless --disable-gpu --dump-dom 'data:text/html,<p id=x>seen</p>' 2>/tmp/err;"
                        + " cat /run/pilothouse/chromium-sandbox";
        String bare = run(page);
        assertTrue(bare.contains("seen") && bare.contains("none: user namespaces are refused"), bare);
        String confined = run(page, "--security-opt", "seccomp=" + SECCOMP);
        assertTrue(confined.contains("seen"), confined);
        assertEquals(
                "user-namespaces", confined.strip().lines().reduce((a, b) -> b).orElse(""), confined);
    }

    @Test
    void ourSeccompProfileRefusesWhatDockersRefuses() throws Exception {
        String tried = run(
                "unshare --user --map-root-user true && echo namespaces; unshare --user --map-root-user --mount"
                        + " mount -t tmpfs x /mnt && echo mounts; unshare -Ur nsenter -t 1 -n true && echo joins;"
                        + " python3 -c 'import ctypes; print(\"keys\", ctypes.CDLL(None).syscall(250, 0, 0, 0, 0, 0))' 2>&1",
                "--security-opt",
                "seccomp=" + SECCOMP);
        assertTrue(tried.contains("namespaces"), tried);
        assertTrue(!tried.contains("mounts") && !tried.contains("joins"), tried);
        assertTrue(tried.contains("keys -1"), tried);
    }
}
