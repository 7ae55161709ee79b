/** What waits for a person, and how it is decided: once. */
@NullMarked
package org.pilothouse.gateway.approval;

import org.jspecify.annotations.NullMarked;
