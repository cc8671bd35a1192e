#pragma once

#include "shared/api/messages.h"
#include "shared/api/reports.h"

// Every struct of this room, for explicit instantiation and for tests that walk over all of them.
#define SKEP_API_TYPES(X) \
    X(Version) X(Meta) X(Driver) X(Platform) X(NamedResource) X(DiscreteResource) \
    X(GenericResource) X(Resources) X(Limits) X(TlsInfo) X(PortConfig) X(BindOptions) \
    X(VolumeOptions) X(TmpfsOptions) X(Mount) X(Healthcheck) X(DnsConfig) X(FileTarget) \
    X(SecretReference) X(Nothing) X(ConfigReference) X(Ulimit) X(SeLinuxContext) X(CredentialSpec) \
    X(SecurityProfile) X(Privileges) X(ContainerSpec) X(ResourceRequirements) X(RestartPolicy) X(SpreadOver) \
    X(PlacementPreference) X(Placement) X(NetworkAttachmentConfig) X(TaskSpec) X(ReplicatedMode) X(ReplicatedJobMode) \
    X(ServiceMode) X(UpdateConfig) X(EndpointSpec) X(ServiceSpec) X(NodeSpec) X(OrchestrationConfig) \
    X(RaftConfig) X(DispatcherConfig) X(ExternalCa) X(CaConfig) X(TaskDefaults) X(EncryptionConfig) \
    X(ClusterSpec) X(IpamConfig) X(IpamOptions) X(NetworkSpec) X(SecretSpec) X(ConfigSpec) \
    X(JoinTokens) X(RemovedNode) X(TokenGeneration) X(Cluster) X(EnginePlugin) X(EngineDescription) \
    X(NodeDescription) X(NodeStatus) X(ManagerStatus) X(Node) X(VirtualIp) X(Endpoint) \
    X(UpdateStatus) X(ServiceStatus) X(JobStatus) X(Service) X(Network) X(ContainerStatus) \
    X(PortStatus) X(TaskStatus) X(NetworkAttachment) X(Task) X(Secret) X(Config) \
    X(ManagerAddress) X(ClusterLeaderReply) X(CaRootReply) X(CaIssueRequest) X(CaIssueReply) X(SessionRequest) \
    X(Assignments) X(SessionMessage) X(HeartbeatRequest) X(HeartbeatReply) X(TaskStatusUpdate) X(StatusRequest) \
    X(RaftJoinRequest) X(RaftMember) X(RaftJoinReply) X(ForwardRequest) X(ForwardReply) \
    X(GapFreeDrain) X(ServiceRevision) X(TaskMove) \
    X(UpdatedPlace) X(UpdateReport) X(RevisionRow) X(DrainedTask) X(DrainReport) X(RebalanceMove) X(NodeShare) \
    X(RebalancePlan) X(MovingTask) X(RebalanceProgress)
