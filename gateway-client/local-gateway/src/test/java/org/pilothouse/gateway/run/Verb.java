package org.pilothouse.gateway.run;

import static org.pilothouse.gateway.testing.TestGateway.await;

import java.time.Duration;
import java.util.Map;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import tools.jackson.databind.JsonNode;

/** What the crash test asks of a gateway: what has to be there before, the asking, and when it is done. */
enum Verb {
    CREATE(false) {
        @Override
        Reply ask(RunFixture world, String subject) {
            return world.post(
                    "/desktop-environments",
                    "{\"host_id\":\"" + world.gateway.hostId() + "\",\"desired_running\":true}");
        }
    },
    START(true) {
        @Override
        void prepare(RunFixture world) {
            world.post(path(world, "stop"), null);
            world.gateway.awaitStatus(world.environmentId, "stopped");
            world.forgetRelays();
        }

        @Override
        Reply ask(RunFixture world, String subject) {
            return world.post(path(world, "start"), null);
        }
    },
    STOP(true) {
        @Override
        Reply ask(RunFixture world, String subject) {
            return world.post(path(world, "stop"), null);
        }

        @Override
        void finish(RunFixture world, String subject) {
            world.gateway.awaitStatus(world.environmentId, "stopped");
        }
    },
    RESET(true) {
        @Override
        Reply ask(RunFixture world, String subject) {
            return world.post(path(world, "reset"), null);
        }
    },
    DELETE(true) {
        @Override
        Reply ask(RunFixture world, String subject) {
            return world.gateway.call("DELETE", "/desktop-environments/" + world.environmentId, null);
        }

        @Override
        void finish(RunFixture world, String subject) {
            world.gateway.awaitStatus(world.environmentId, "gone");
        }
    },
    /** A person's yes, the dispatch that follows from it, and its result. */
    APPROVE(true) {
        @Override
        String subject(RunFixture world) {
            world.start(step(Records.ACT));
            return world.awaitApproval().path("approval_id").asString();
        }

        @Override
        Reply ask(RunFixture world, String subject) {
            return world.gateway.call(
                    "POST",
                    "/approvals/" + subject + "/respond",
                    "{\"decision\":\"approved\"}",
                    Map.of("Authorization", "Bearer " + world.gateway.gateway.token(), "X-Operator", "Anna"));
        }

        @Override
        void finish(RunFixture world, String subject) {
            awaitRuns(world);
        }
    },
    /** A run that asks nobody. */
    DISPATCH(true) {
        @Override
        Reply ask(RunFixture world, String subject) {
            return world.post(
                    "/workflow/start",
                    "{\"conversation_key\":\"agent:default:main\",\"steps\":[" + step(Records.QUERY) + "]}");
        }

        @Override
        void finish(RunFixture world, String subject) {
            awaitRuns(world);
        }
    };

    /** Whether it is asked of an environment that runs. */
    final boolean needsEnvironment;

    Verb(boolean needsEnvironment) {
        this.needsEnvironment = needsEnvironment;
    }

    /** Brings the environment where the verb is asked of it. */
    void prepare(RunFixture world) {}

    /** What the verb is about besides the environment. */
    String subject(RunFixture world) {
        return "";
    }

    abstract Reply ask(RunFixture world, String subject);

    /** Waits until it is done; unless a verb says otherwise, until a desktop is up. */
    void finish(RunFixture world, String subject) {
        world.connectPatiently();
    }

    private static String step(String args) {
        return "{\"type\":\"Desktop\",\"args\":" + args + "}";
    }

    private static String path(RunFixture world, String verb) {
        return "/desktop-environments/" + world.environmentId + "/" + verb;
    }

    static void awaitRuns(RunFixture world) {
        await("all runs are over", Duration.ofSeconds(30), () -> {
            JsonNode runs = world.get("/runs").body().path("runs");
            for (JsonNode run : runs) {
                if (!run.path("status").asString().equals("succeeded")) {
                    return false;
                }
            }
            return !runs.isEmpty();
        });
    }
}
