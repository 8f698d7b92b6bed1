package io.medsettle.api.files;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.files.ChecksumMismatchException;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clearing files. A name is only ever looked up in the register of files, never made into
 * a path.
 */
@RestController
@RequestMapping("/api/v1/clearing-days/{day}/files")
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
class FileController {

	private static final String SHA256 = "[0-9a-fA-F]{64}";

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	/** The bytes under a name never change. */
	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

	private final ClearingFiles files;

	private final ClearingDays clearingDays;

	FileController(ClearingFiles files, ClearingDays clearingDays) {
		this.files = files;
		this.clearingDays = clearingDays;
	}

	@Operation(operationId = "listFiles", summary = "The clearing files of a day",
			description = "By city and name. A day has files once it is published; before, the list is empty.")
	@ApiResponse(responseCode = "200", description = "The day is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	List<FileView> list(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(description = "Only this city's files.", example = "310000") @RequestParam(
					required = false) @Pattern(regexp = City.CODE_PATTERN,
							message = "is a city code of 6 digits") @Nullable String city) {
		if (this.clearingDays.find(day).isEmpty()) {
			throw ProblemException.notFound("There is no clearing day " + day + ".");
		}
		return this.files.list(day, city).stream().map(FileView::of).toList();
	}

	@Operation(operationId = "fetchFile", summary = "Fetch a clearing file", description = """
			The ETag is the file's sha256 in quotes. If-None-Match, Range (of several parts, too), If-Range and HEAD \
			work as in RFC 9110. The bytes under a name never change.""")
	@ApiResponse(responseCode = "200", description = "The bytes.",
			headers = @Header(name = "ETag", description = "The sha256, in quotes.", schema = @Schema(type = "string")),
			content = { @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
					@Content(mediaType = "application/json", schema = @Schema(type = "object")) })
	@ApiResponse(responseCode = "206", description = "The parts asked for.", content = @Content)
	@ApiResponse(responseCode = "304", description = "The caller has these bytes.", content = @Content)
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "416", ref = "Problem")
	@GetMapping("/{name}")
	ResponseEntity<Resource> fetch(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(example = "310000_20261120_detail_v1.csv") @PathVariable String name,
			@Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
		ClearingFile file = this.files.find(day, name).orElseThrow(FileController::noSuchFile);
		FileSystemResource bytes = new FileSystemResource(this.files.path(file));
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
			.eTag("\"" + file.sha256() + "\"")
			.cacheControl(FOR_EVER)
			.contentType(name.endsWith(".csv") ? CSV : MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(file.name()).build().toString());
		if (isRangeToIgnore(file, bytes, headers)) {
			// Of this type alone the framework does not look at the Range header.
			return answer.contentLength(file.sizeBytes()).body(new InputStreamResource(bytes));
		}
		return answer.body(bytes);
	}

	@Operation(operationId = "acknowledgeFile", summary = "Acknowledge a clearing file", description = """
			The bureau confirms that it has the file by the checksum it calculated from the bytes it fetched. \
			To do so again changes nothing.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Acknowledgement.class)))
	@ApiResponse(responseCode = "200", description = "The checksum is right; the file is acknowledged.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping(path = "/{name}/ack", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	FileView acknowledge(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(example = "310000_20261120_detail_v1.csv") @PathVariable String name,
			HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String sha256 = fields.text("sha256", (text) -> text.matches(SHA256),
				"The field sha256 must be 64 hexadecimal digits.");
		JsonBody.requireSound(fields);
		try {
			return this.files.acknowledge(day, name, sha256).map(FileView::of).orElseThrow(FileController::noSuchFile);
		}
		catch (ChecksumMismatchException ex) {
			throw ProblemException.of(ProblemCode.CHECKSUM_MISMATCH, "The file has another sha256 than was sent.");
		}
	}

	/**
	 * Whether there is a Range header to be ignored: one that cannot be read, or one for
	 * other bytes than these.
	 * @throws ProblemException if the file has nothing of the range
	 */
	private static boolean isRangeToIgnore(ClearingFile file, Resource bytes, HttpHeaders headers) {
		String range = headers.getFirst(HttpHeaders.RANGE);
		String ifRange = headers.getFirst(HttpHeaders.IF_RANGE);
		String tag = "\"" + file.sha256() + "\"";
		if (range == null || headers.getIfNoneMatch().contains(tag)) {
			return false;
		}
		if (ifRange != null && !ifRange.equals(tag)) {
			return true;
		}
		List<HttpRange> ranges;
		try {
			ranges = HttpRange.parseRanges(range);
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
		try {
			HttpRange.toResourceRegions(ranges, bytes);
			return false;
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException
				.of(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, ProblemCode.INVALID_REQUEST,
						"The file has " + file.sizeBytes() + " bytes.")
				.header(HttpHeaders.CONTENT_RANGE, "bytes */" + file.sizeBytes());
		}
	}

	private static ProblemException noSuchFile() {
		return ProblemException.notFound("There is no file of this name on that day.");
	}

	/**
	 * What a bureau sends to acknowledge a file.
	 */
	record Acknowledgement(@Schema(description = "Calculated from the bytes that the bureau has.",
			example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", pattern = "^" + SHA256 + "$",
			requiredMode = Schema.RequiredMode.REQUIRED) String sha256) {
	}

}
