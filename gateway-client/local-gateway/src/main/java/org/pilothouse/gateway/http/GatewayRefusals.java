package org.pilothouse.gateway.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;
import org.pilothouse.protocol.ErrorBody;

/** The gateway's exceptions, as Tyrum's error body and problem details in one. */
final class GatewayRefusals implements Refusals {
    private static final String APPROVAL = "approval";

    @Override
    public Optional<Refusal> of(Exception e) {
        if (!(e instanceof GatewayException refused)) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                status(refused.code()),
                refused.code().name().toLowerCase(Locale.ROOT),
                refused.sentence(),
                refused.field(),
                refused.approval() == null ? Map.of() : Map.of(APPROVAL, refused.approval())));
    }

    private static int status(GatewayException.Code code) {
        return switch (code) {
            case INVALID_REQUEST -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case CONFLICT, ALREADY_DECIDED, LEASE_HELD -> 409;
            case ARTIFACT_REMOVED -> 410;
            case TOO_LARGE -> 413;
            case UNAVAILABLE -> 503;
            case ARTIFACT_DAMAGED, INTERNAL_ERROR -> 500;
        };
    }

    @Override
    public Body body(Refusal refusal, String method, String path) {
        return new Body(
                "application/problem+json",
                ErrorBody.problem(refusal.status(), refusal.code(), refusal.sentence(), refusal.field())
                        .with(refusal.members().get(APPROVAL)));
    }
}
