/** The HTTP face: routing, authentication, strict JSON, errors. Knows the control plane, nothing below it. */
@NullMarked
package org.pilothouse.gateway.http;

import org.jspecify.annotations.NullMarked;
