using System.Text.Json;
using System.Text.Json.Serialization;
using DataflowSync.Server.Catalogs;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Reports;
using DataflowSync.Server.Runs;
using DataflowSync.Server.Security;
using DataflowSync.Server.Traces;
using Microsoft.AspNetCore.Mvc;

namespace DataflowSync.Server.Json;

/// <summary>The JSON of the interface.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(ProfileDescription))]
[JsonSerializable(typeof(IReadOnlyList<ProfileDescription>))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(ShrinkConsent))]
[JsonSerializable(typeof(StartedRun))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(IReadOnlyList<RunReport>))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(LiveRun))]
[JsonSerializable(typeof(RunTrace))]
[JsonSerializable(typeof(CatalogDescription))]
[JsonSerializable(typeof(CategoryList))]
[JsonSerializable(typeof(ItemPage))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ServerJson : JsonSerializerContext;
