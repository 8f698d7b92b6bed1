package io.medsettle.api.http;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Tells a caller whose address or header fields are too long just that (414, 431). Tomcat
 * says 400 of both, and of anything else that it cannot read.
 */
public final class HeaderLimitProtocol extends Http11NioProtocol {

	/** What Tomcat says of both; it tells them apart in no other way. */
	private static final String TOO_LARGE = StringManager.getManager(Http11InputBuffer.class)
		.getString("iib.requestheadertoolarge.error");

	/** The attribute of a request of which something is too long: the status of that. */
	private static final String TOO_LONG = HeaderLimitProtocol.class.getName();

	@Override
	protected Processor createProcessor() {
		return new ExactProcessor(this);
	}

	private static final class ExactProcessor extends Http11Processor {

		ExactProcessor(HeaderLimitProtocol protocol) {
			super(protocol, protocol.getAdapter());
		}

		@Override
		protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
			if (cause != null && TOO_LARGE.equals(cause.getMessage())) {
				// The address is known once its line has been read to its end.
				HttpStatus status = this.request.requestURI().isNull() ? HttpStatus.URI_TOO_LONG
						: HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
				this.request.setAttribute(TOO_LONG, status);
			}
			// What follows from it, such as that there is no address, is no error by
			// itself.
			if (this.request.getAttribute(TOO_LONG) instanceof HttpStatus status
					&& this.response.getStatus() == HttpServletResponse.SC_BAD_REQUEST) {
				this.response.setStatus(status.value());
			}
			super.setErrorState(state, cause);
		}

	}

}
