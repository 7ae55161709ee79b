package org.pilothouse.gateway.fleet;

import org.pilothouse.gateway.engine.EngineException;

/**
 * Why an environment is not as it should be.
 *
 * @param message one sentence for a person, with what helps
 */
public record Problem(Reason reason, String message) {

    /** Stable words for programs; also the reasons of conditions. */
    public enum Reason {
        HOST_UNREACHABLE("HostUnreachable"),
        IMAGE_MISSING("ImageMissing"),
        NAME_CONFLICT("NameConflict"),
        REJECTED("Rejected"),
        DISK_FULL("DiskFull"),
        CRASHED("Crashed"),
        PAUSED("Paused"),
        RECONCILIATION_PAUSED("ReconciliationPaused"),
        IMAGE_NOT_FOUND("ImageNotFound"),
        IMAGE_UNAUTHORIZED("ImageUnauthorized"),
        REGISTRY_UNREACHABLE("RegistryUnreachable"),
        ENGINE_FAILED("EngineFailed");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** Whether it would be over if the image were on the host. */
        public boolean isAboutImage() {
            return switch (this) {
                case IMAGE_MISSING, IMAGE_NOT_FOUND, IMAGE_UNAUTHORIZED, REGISTRY_UNREACHABLE -> true;
                default -> false;
            };
        }

        public String word() {
            return word;
        }
    }

    static Problem of(EngineException e) {
        Reason reason =
                switch (e) {
                    case EngineException.Unreachable _ -> Reason.HOST_UNREACHABLE;
                    case EngineException.ImageMissing missing ->
                        switch (missing.why()) {
                            case ABSENT -> Reason.IMAGE_MISSING;
                            case NOT_FOUND -> Reason.IMAGE_NOT_FOUND;
                            case UNAUTHORIZED -> Reason.IMAGE_UNAUTHORIZED;
                            case NO_NETWORK -> Reason.REGISTRY_UNREACHABLE;
                        };
                    case EngineException.NameTaken _ -> Reason.NAME_CONFLICT;
                    case EngineException.Rejected _ -> Reason.REJECTED;
                    case EngineException.DiskFull _ -> Reason.DISK_FULL;
                    case EngineException.Missing _ -> Reason.ENGINE_FAILED;
                    case EngineException.Failed _ -> Reason.ENGINE_FAILED;
                };
        return new Problem(reason, e.sentence());
    }
}
